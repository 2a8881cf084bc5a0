namespace Portal.Domain.Organisation;

/// <summary>Finds units by typed text: the beginning of a code, or parts of names.</summary>
public static class UnitSearch
{
    /// <summary>
    /// The best matches first: an equal code, then codes and names that begin with the text, then names that contain it. Of equal matches
    /// the unit of the higher level comes first, so that communities with the same name do not push a city out of the result.
    /// </summary>
    /// <remarks>
    /// Words are separated by spaces; the unit must match one of them, and every other one must be in the name of the unit or of one above
    /// it: “鼓楼 东街” finds the 东街 of 鼓楼. Scans all units: a few milliseconds for a hundred thousand.
    /// </remarks>
    /// <param name="units">The organisation.</param>
    /// <param name="text">The typed text; blank finds nothing.</param>
    /// <param name="scope">Only units of this scope are found.</param>
    /// <param name="day">Only units in force on the day are found, by their names and parents on that day.</param>
    /// <param name="most">The largest number of results.</param>
    public static IReadOnlyList<Unit> Find(UnitTree units, string text, UnitScope scope, DateOnly day, int most)
    {
        var words = text.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        if (words.Length == 0)
            return [];
        var found = new PriorityQueue<Unit, (int, int, string)>(new WorstFirst());
        foreach (var unit in units.All)
        {
            if (Match(units, unit, words, day) is not { } match || !units.IsInForce(unit.Id, day) || !scope.Contains(units, unit.Id, day))
                continue;
            found.Enqueue(unit, (match, TieLevel(units.VersionAt(unit.Id, day).Kind), unit.Code));
            if (found.Count > most)
                found.Dequeue();
        }
        var best = new Unit[found.Count];
        for (var i = best.Length - 1; i >= 0; i--)
            best[i] = found.Dequeue();
        return best;
    }

    /// <summary>The rank of the match, 0 is the best; null when the unit does not match.</summary>
    private static int? Match(UnitTree units, Unit unit, string[] words, DateOnly day)
    {
        int? best = null;
        foreach (var word in words)
        {
            if (MatchWord(units, unit, word, day) is { } match)
                best = best is { } so ? Math.Min(so, match) : match;
        }
        if (best is null || words.Length == 1)
            return best;
        foreach (var word in words)
        {
            if (
                !units
                    .SelfAndAbove(unit.Id, day)
                    .Any(id =>
                        units.NameAt(id, day).Contains(word, StringComparison.OrdinalIgnoreCase)
                        || units.Find(id)!.Code.StartsWith(word, StringComparison.Ordinal)
                    )
            )
                return null;
        }
        return best;
    }

    private static int? MatchWord(UnitTree units, Unit unit, string word, DateOnly day)
    {
        if (unit.Code.StartsWith(word, StringComparison.OrdinalIgnoreCase))
            return unit.Code.Length == word.Length ? 0 : 1;
        var at = units.VersionAt(unit.Id, day).Name.IndexOf(word, StringComparison.OrdinalIgnoreCase);
        return at < 0 ? null
            : at == 0 ? 1
            : 2;
    }

    // Each government has about thirty departments whose names begin with its name. They come after streets, to not push those out.
    private static int TieLevel(UnitKind kind) => kind == UnitKind.Department ? (2 * UnitKind.Street.Rank()) + 1 : 2 * kind.Rank();

    private sealed class WorstFirst : IComparer<(int Match, int Level, string Code)>
    {
        public int Compare((int Match, int Level, string Code) x, (int Match, int Level, string Code) y) =>
            x.Match != y.Match ? y.Match.CompareTo(x.Match)
            : x.Level != y.Level ? y.Level.CompareTo(x.Level)
            : string.CompareOrdinal(y.Code, x.Code);
    }
}
