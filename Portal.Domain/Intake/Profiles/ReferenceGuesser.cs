using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Profiles;

/// <summary>
/// Proposes a mapping for a file of units, items or days by the names of its columns, and by their values where names do not tell.
/// </summary>
public static class ReferenceGuesser
{
    /// <summary>A mapping of the recognised columns; the others are listed as ignored.</summary>
    /// <param name="columns">The heading.</param>
    /// <param name="kind">What the file holds.</param>
    /// <param name="values">Sample values of each column.</param>
    public static ReferenceMapping Of(IReadOnlyList<string> columns, ReferenceKind kind, IReadOnlyList<IReadOnlyList<string>> values)
    {
        var ours = ReferenceColumns.Of(kind);
        var words = ReferenceWords.Of(kind);
        var fields = new Dictionary<int, string>();
        var free = columns.Where(c => c.Length > 0 && !RecordFields.IsErrors(c)).ToList();
        var samples = columns.Zip(values).Where(c => c.First.Length > 0).ToDictionary(c => c.First, c => c.Second);

        Assign(free, fields, column => ours.Find(column) is >= 0 and var at && Fits(ours, at, samples[column]) ? at : null);
        if (kind == ReferenceKind.Calendar)
            AssignDays(free, fields, ours, samples);
        Assign(free, fields, column => ColumnWords.Find(column, words, whole: true));
        Assign(free, fields, column => ColumnWords.Find(column, words, whole: false));
        // What no name tells, the values may: a column of 街道 and 社区 has the kinds of units.
        Assign(free, fields, column => ByValues(ours, samples[column]));
        var lists = samples.ContainsKey(JsonLists.List) ? samples[JsonLists.List].Where(l => l.Length > 0).ToList() : [];
        return new ReferenceMapping
        {
            Fields = fields.ToDictionary(f => ours.Names[f.Key], f => Mapped(ours.All[f.Key], f.Value, samples[f.Value])),
            Rows = lists,
            Ignore = lists.Count > 0 ? [.. free, "*"] : free,
        };
    }

    /// <summary>Whether the columns are the portal's own, so that no mapping is needed.</summary>
    public static bool IsContract(IReadOnlyList<string> columns, ReferenceKind kind) =>
        columns.All(c => c.Length == 0 || RecordFields.IsErrors(c) || ReferenceColumns.Of(kind).Find(c) >= 0);

    /// <summary>Whether a heading speaks of a column of the kind.</summary>
    internal static bool IsKnown(string heading, ReferenceKind kind) =>
        ReferenceColumns.Of(kind).Find(heading) >= 0
        || ColumnWords.Find(heading, ReferenceWords.Of(kind), whole: true) is not null
        || ColumnWords.Find(heading, ReferenceWords.Of(kind), whole: false) is not null;

    // In other files “holiday” may say whether a day is free, and “day” which day it is: the values decide.
    private static void AssignDays(
        List<string> free,
        Dictionary<int, string> fields,
        ReferenceColumns ours,
        Dictionary<string, IReadOnlyList<string>> samples
    )
    {
        if (!fields.ContainsKey(0) && free.Find(column => All(samples[column], IsDay)) is { } date)
            Take(0, date);
        var (day, spellings) = (ours.Find("day"), ours.All[ours.Find("day")]);
        if (
            !fields.ContainsKey(day)
            && free.Find(column => All(samples[column], value => ReferenceWords.Known(spellings, column, value) is not null)) is { } kind
        )
        {
            Take(day, kind);
        }

        void Take(int field, string column)
        {
            fields[field] = column;
            free.Remove(column);
        }
    }

    private static int? ByValues(ReferenceColumns ours, IReadOnlyList<string> values)
    {
        for (var at = 0; at < ours.All.Count; at++)
        {
            var column = ours.All[at];
            if (column.Codes is not null && column.IsRequired && All(values, value => ReferenceWords.Known(column, "", value) is not null))
                return at;
        }
        return null;
    }

    private static bool Fits(ReferenceColumns ours, int at, IReadOnlyList<string> values) =>
        ours.Names[at] switch
        {
            // The portal's own “day” is the kind of a day.
            "day" => !All(values, IsDay),
            "holiday" => !All(values, value => ReferenceSpellings.Booleans.Reads(value)),
            _ => true,
        };

    private static bool All(IReadOnlyList<string> values, Func<string, bool> holds)
    {
        var given = values.Where(value => value.Length > 0).ToList();
        return given.Count > 0 && given.TrueForAll(value => holds(value));
    }

    private static bool IsDay(string value) =>
        InstantText.TryRead(InstantText.Normal(value), null, out _, out _, out _) || IsoText.TryRead(value, out _, out _, out _);

    private static FieldMapping Mapped(ReferenceColumn ours, string column, IReadOnlyList<string> seen)
    {
        var values = seen.Where(value => value.Length > 0 && !ours.Reads(value))
            .Select(value => (value, Ours: ReferenceWords.Known(ours, column, value)))
            .Where(v => v.Ours is not null)
            .DistinctBy(v => v.value, StringComparer.OrdinalIgnoreCase)
            .ToDictionary(v => v.value, v => v.Ours!);
        return new FieldMapping { Column = column, Values = values.Count > 0 ? values : null };
    }

    private static void Assign(List<string> free, Dictionary<int, string> fields, Func<string, int?> find)
    {
        foreach (var column in free.ToList())
        {
            if (find(column) is { } field && fields.TryAdd(field, column))
                free.Remove(column);
        }
    }
}
