using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>Lays the versions of a file over those that are stored, by the day from which they hold.</summary>
internal sealed class VersionMerge<T>(Func<T, T> copy, Func<T, T, bool> saysTheSame, Action<T, T> overwrite)
    where T : class, IDated
{
    public int Created { get; private set; }

    public int Updated { get; private set; }

    /// <summary>Changes <paramref name="stored"/> to what it is to be.</summary>
    /// <param name="stored">The versions there are.</param>
    /// <param name="given">The versions of the file with their rows, which note what is wrong.</param>
    /// <returns>Whether anything changed; false too when something was wrong.</returns>
    public bool Apply(List<T> stored, IReadOnlyList<(ReferenceRow Row, T Version)> given)
    {
        var wanted = stored.ToDictionary(Key, copy);
        var rows = new Dictionary<DateOnly, ReferenceRow>();
        foreach (var (row, version) in given)
        {
            if (!rows.TryAdd(Key(version), row))
                row.Refuse("validFrom", "version.twice");
            wanted[Key(version)] = version;
        }
        var ordered = wanted.OrderBy(v => v.Key).Select(v => v.Value).ToList();
        return EndOneBeforeTheNext(ordered, rows, given[0].Row) && Overwrite(stored, ordered, rows);
    }

    /// <summary>A version until further notice ends the day before the next one begins; one that says it reaches further is wrong.</summary>
    private static bool EndOneBeforeTheNext(List<T> ordered, Dictionary<DateOnly, ReferenceRow> rows, ReferenceRow anyRow)
    {
        for (var i = 0; i < ordered.Count; i++)
        {
            var version = ordered[i];
            var next = i + 1 < ordered.Count ? ordered[i + 1].ValidFrom : null;
            version.ValidTo ??= next?.AddDays(-1);
            // What the file does not speak of makes room for what it does.
            if (version.ValidTo >= next && !rows.ContainsKey(Key(version)))
                version.ValidTo = next!.Value.AddDays(-1);
            var overlaps = next is not null && version.ValidTo >= next;
            if (!overlaps && !(version.ValidTo < version.ValidFrom))
                continue;
            var row = rows.GetValueOrDefault(Key(version)) ?? anyRow;
            row.Refuse("validFrom", overlaps ? "version.overlaps" : "version.backwards");
            return false;
        }
        return true;
    }

    private bool Overwrite(List<T> stored, List<T> ordered, Dictionary<DateOnly, ReferenceRow> rows)
    {
        var changed = false;
        foreach (var version in ordered)
        {
            var present = stored.Find(v => v.ValidFrom == version.ValidFrom);
            if (present is not null && saysTheSame(present, version))
                continue;
            changed = true;
            if (present is null)
                stored.Add(version);
            else
                overwrite(present, version);
            if (present is null)
                Created++;
            else if (rows.ContainsKey(Key(version)))
                Updated++;
        }
        return changed;
    }

    private static DateOnly Key(T version) => version.ValidFrom ?? DateOnly.MinValue;
}
