using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Finds the column of each field.</summary>
public static class FieldColumns
{
    /// <summary>
    /// The property names that JSON objects may have: those a profile uses or ignores, else the contract's English names.
    /// </summary>
    internal static IReadOnlyList<string> ExpectedColumns(RecordStream stream, ProfileMapping? mapping) =>
        mapping is null
            ? [.. RecordFields.Of(stream).Select(RecordFields.NameOf)]
            : [.. mapping.Fields.Values.SelectMany(ColumnsOf).Concat(mapping.Ignore).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>The columns from which a field is composed; empty for a constant.</summary>
    public static IEnumerable<string> ColumnsOf(FieldMapping mapping) =>
        mapping.Column is { } column ? [column]
        : mapping.Template is { } template ? FieldTemplate.TryParts(template)?.Select(p => p.Column).OfType<string>() ?? []
        : [];

    /// <exception cref="RecordFileException">The heading has an unknown column, or lacks one that the profile uses.</exception>
    internal static FieldSource?[] Match(IReadOnlyList<string> columns, RecordStream stream, ProfileMapping? mapping) =>
        mapping is null ? MatchContract(columns, stream) : MatchProfile(columns, mapping);

    private static FieldSource?[] MatchContract(IReadOnlyList<string> columns, RecordStream stream)
    {
        var (sources, unknown) = (new FieldSource?[RecordFields.Count], new List<string>());
        for (var column = 0; column < columns.Count; column++)
        {
            if (columns[column].Length == 0 || RecordFields.IsErrors(columns[column]))
                continue;
            if (RecordFields.Find(columns[column], stream) is not { } field)
                unknown.Add(columns[column]);
            else if (sources[(int)field] is not null)
                throw new RecordFileException("header.duplicate", line: 1, columns[column]);
            else
                sources[(int)field] = new FieldSource(column);
        }
        RefuseUnknown(unknown);
        return sources;
    }

    private static FieldSource?[] MatchProfile(IReadOnlyList<string> columns, ProfileMapping mapping)
    {
        var used = mapping.Fields.Values.SelectMany(ColumnsOf).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var known = used.Concat(mapping.Ignore).ToHashSet(StringComparer.OrdinalIgnoreCase);
        RefuseUnknown([.. columns.Where(c => c.Length > 0 && !RecordFields.IsErrors(c) && !known.Contains(c))]);
        var missing = used.Where(c => !columns.Contains(c, StringComparer.OrdinalIgnoreCase)).ToList();
        if (missing.Count > 0)
            throw new RecordFileException("header.missing", line: 1, string.Join(", ", missing));

        var byName = columns
            .Select((name, index) => (name, index))
            .Where(c => c.name.Length > 0)
            .ToDictionary(c => c.name, c => c.index, StringComparer.OrdinalIgnoreCase);
        var sources = new FieldSource?[RecordFields.Count];
        foreach (var (field, source) in mapping.Fields)
            sources[(int)field] = new FieldSource(source, name => byName.GetValueOrDefault(name, -1));
        return sources;
    }

    private static void RefuseUnknown(IReadOnlyCollection<string> unknown)
    {
        if (unknown.Count > 0)
            throw new RecordFileException(
                "header.unknown",
                line: 1,
                string.Join(", ", unknown.Select(name => RecordText.ForDisplay(name)))
            );
    }
}
