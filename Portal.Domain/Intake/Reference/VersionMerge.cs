using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>Told what becomes of a version.</summary>
/// <param name="kind">What becomes of it.</param>
/// <param name="line">The row that does it.</param>
/// <param name="before">As stored; null for a new one.</param>
/// <param name="after">As the file has it.</param>
internal delegate void VersionEffect<T>(EffectKind kind, long line, T? before, T after);

/// <summary>Merges the versions of a file into the stored ones, matched by their first day.</summary>
internal sealed class VersionMerge<T>(Func<T, T> copy, Func<T, T, bool> hasSameContent, Action<T, T> overwrite)
    where T : class, IDated
{
    public int Created { get; private set; }

    public int Updated { get; private set; }

    /// <summary>Changes <paramref name="stored"/> to the merged versions.</summary>
    /// <param name="stored">The stored versions.</param>
    /// <param name="given">The versions of the file, with their rows, which collect errors.</param>
    /// <param name="effect">Told of every version that the file names or changes, before it is changed.</param>
    /// <returns>Whether anything changed; false as well when there are errors.</returns>
    public bool Apply(List<T> stored, IReadOnlyList<(ReferenceRow Row, T Version)> given, VersionEffect<T> effect)
    {
        var merged = stored.ToDictionary(Key, copy);
        var rows = new Dictionary<DateOnly, ReferenceRow>();
        foreach (var (row, version) in given)
        {
            if (!rows.TryAdd(Key(version), row))
                row.AddError("validFrom", "version.twice");
            merged[Key(version)] = version;
        }
        var ordered = merged.OrderBy(v => v.Key).Select(v => v.Value).ToList();
        return EndOpenVersions(ordered, rows, given[0].Row) && Overwrite(stored, ordered, rows, effect);
    }

    /// <summary>Ends an open-ended version on the day before the next one begins; an explicit later end is an error.</summary>
    private static bool EndOpenVersions(List<T> ordered, Dictionary<DateOnly, ReferenceRow> rows, ReferenceRow anyRow)
    {
        for (var i = 0; i < ordered.Count; i++)
        {
            var version = ordered[i];
            var next = i + 1 < ordered.Count ? ordered[i + 1].ValidFrom : null;
            version.ValidTo ??= next?.AddDays(-1);
            // A stored version that the file does not name is shortened to make room for one that it names.
            if (version.ValidTo >= next && !rows.ContainsKey(Key(version)))
                version.ValidTo = next!.Value.AddDays(-1);
            var overlaps = next is not null && version.ValidTo >= next;
            if (!overlaps && !(version.ValidTo < version.ValidFrom))
                continue;
            var row = rows.GetValueOrDefault(Key(version)) ?? anyRow;
            row.AddError("validFrom", overlaps ? "version.overlaps" : "version.backwards");
            return false;
        }
        return true;
    }

    private bool Overwrite(List<T> stored, List<T> ordered, Dictionary<DateOnly, ReferenceRow> rows, VersionEffect<T> effect)
    {
        var changed = false;
        for (var at = 0; at < ordered.Count; at++)
        {
            var version = ordered[at];
            var row = rows.GetValueOrDefault(Key(version));
            var present = stored.Find(v => v.ValidFrom == version.ValidFrom);
            if (present is not null && hasSameContent(present, version))
            {
                if (row is not null)
                    effect(EffectKind.Unchanged, row.Line, present, version);
                continue;
            }
            changed = true;
            // A version that the file does not name is shortened by the one behind it.
            var line = row?.Line ?? (at + 1 < ordered.Count ? rows.GetValueOrDefault(Key(ordered[at + 1]))?.Line : null) ?? 0;
            effect(KindOf(present, version), line, present, version);
            if (present is null)
            {
                stored.Add(version);
                Created++;
                continue;
            }
            overwrite(present, version);
            if (row is not null)
                Updated++;
        }
        return changed;
    }

    private static EffectKind KindOf(T? present, T version) =>
        present is null ? EffectKind.Created
        : version.ValidTo is { } end && (present.ValidTo is null || end < present.ValidTo) ? EffectKind.Ended
        : EffectKind.Changed;

    private static DateOnly Key(T version) => version.ValidFrom ?? DateOnly.MinValue;
}
