using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>Collects what a file does: a count of all, and the first of each kind.</summary>
/// <param name="columns">The columns of the texts that are compared.</param>
internal sealed class ReferenceEffects(ReferenceColumns columns)
{
    private static readonly int s_kinds = Enum.GetValues<EffectKind>().Length;

    private readonly List<(long Line, EffectKind Kind)> _all = [];
    private readonly List<ReferenceEffect>[] _listed = [.. Enumerable.Range(0, s_kinds).Select(_ => new List<ReferenceEffect>())];

    /// <param name="kind">What becomes of it.</param>
    /// <param name="line">The row that does it; 0 for none.</param>
    /// <param name="code">The code, or the day.</param>
    /// <param name="name">The name, or the holiday.</param>
    /// <param name="before">The texts of the columns before; null for a new one.</param>
    /// <param name="after">The texts of the columns after; null when it is taken away.</param>
    public void Add(EffectKind kind, long line, string code, string name, Func<string[]>? before = null, Func<string[]>? after = null)
    {
        _all.Add((line, kind));
        if (_listed[(int)kind].Count < ReferenceImportResult.ErrorsListed)
            _listed[(int)kind].Add(new(line, kind, code, name, Changes(before?.Invoke(), after?.Invoke())));
    }

    /// <summary>The result of the import. Rows with an error have no effect.</summary>
    public ReferenceImportResult Result(ReferenceTable table, int created, int updated)
    {
        var counts = new int[s_kinds];
        var rows = 0;
        var seen = new HashSet<long>();
        foreach (var (line, kind) in _all.Where(effect => !table.Errors.Has(effect.Line)))
        {
            counts[(int)kind]++;
            if (line > 0 && seen.Add(line))
                rows++;
        }
        var refused = table.Errors.Count > 0;
        return new(table.Rows.Count, refused ? 0 : created, refused ? 0 : updated, table.Errors.Listed)
        {
            ErrorsOmitted = table.Errors.Count - table.Errors.Listed.Count,
            Counts = new(counts[0], counts[1], counts[2], counts[3], refused ? table.Rows.Count - rows : 0),
            Effects = [.. _listed.SelectMany(list => list).Where(e => !table.Errors.Has(e.Line)).OrderBy(e => e.Line)],
            Headings = table.Headings,
            Sample = [.. table.Rows.Take(ReferenceImportResult.SampleRows).Select(row => row.Shown)],
            Notices = table.Notices,
        };
    }

    private List<ReferenceChange> Changes(string[]? before, string[]? after)
    {
        var changes = new List<ReferenceChange>();
        for (var at = 0; before is not null && at < columns.Names.Count; at++)
        {
            var now = after?[at] ?? "";
            if (before[at] != now)
                changes.Add(new(columns.Names[at], before[at], now));
        }
        return changes;
    }
}
