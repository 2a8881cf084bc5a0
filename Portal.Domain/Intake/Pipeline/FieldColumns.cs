using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Finds the column of each field.</summary>
public static class FieldColumns
{
    /// <summary>
    /// The property names that JSON objects may have: those a profile uses or ignores, else the contract's English names.
    /// </summary>
    internal static IReadOnlyList<string> ExpectedColumns(RecordStream stream, ProfileMapping? mapping) =>
        ExpectedColumns(RecordFields.Of(stream).Select(RecordFields.NameOf), mapping);

    /// <inheritdoc cref="ExpectedColumns(RecordStream, ProfileMapping?)"/>
    internal static IReadOnlyList<string> ExpectedColumns(IEnumerable<string> contract, FileMapping? mapping) =>
        mapping is null
            ? [.. contract]
            : [.. UsedBy(mapping).Concat(mapping.Ignore.Where(name => name != AllOthers)).Distinct(StringComparer.OrdinalIgnoreCase)];

    /// <summary>In the list of ignored columns: all that no field uses.</summary>
    public const string AllOthers = "*";

    /// <summary>Whether the profile ignores every column that no field uses.</summary>
    internal static bool IgnoresOthers(FileMapping? mapping) => mapping?.Ignore.Contains(AllOthers) == true;

    /// <summary>The columns that the profile reads.</summary>
    internal static IEnumerable<string> UsedBy(FileMapping mapping) =>
        mapping.FieldMappings.SelectMany(ColumnsOf).Concat(mapping.ColumnsBeside);

    /// <summary>The places of the columns that are ignored.</summary>
    internal static IEnumerable<int> Ignored(IReadOnlyList<string> columns, FileMapping? mapping)
    {
        var used = mapping is null ? null : UsedBy(mapping).ToHashSet(StringComparer.OrdinalIgnoreCase);
        for (var column = 0; column < columns.Count; column++)
        {
            if (used is null ? RecordFields.IsErrors(columns[column]) : !used.Contains(columns[column]))
                yield return column;
        }
    }

    /// <summary>The columns from which a field is composed; empty for a constant.</summary>
    public static IEnumerable<string> ColumnsOf(FieldMapping mapping) =>
        mapping.Column is { } column ? [column]
        : mapping.Columns is { } columns ? columns
        : mapping.Template is { } template ? FieldTemplate.TryParts(template)?.Select(p => p.Column).OfType<string>() ?? []
        : [];

    /// <summary>The positions of the columns that an error concerns; none for a constant, or for whole rows.</summary>
    /// <param name="field">The contract's name of a field, or a column of the file, as in <see cref="RowError.Field"/>.</param>
    /// <param name="columns">The file's columns.</param>
    /// <param name="stream">The kind of records in the file.</param>
    /// <param name="mapping">Null when the columns are the contract's own.</param>
    internal static IEnumerable<int> ColumnsOf(string field, IReadOnlyList<string> columns, RecordStream stream, ProfileMapping? mapping)
    {
        if (RecordFields.Find(field, stream) is { } known && (mapping is null || mapping.Fields.ContainsKey(known)))
            return ColumnsOf(known, columns, stream, mapping);
        return PositionsOf([field], columns);
    }

    /// <summary>The positions of the columns from which a field is read; none when the file does not give it.</summary>
    internal static IEnumerable<int> ColumnsOf(
        RecordField field,
        IReadOnlyList<string> columns,
        RecordStream stream,
        ProfileMapping? mapping
    )
    {
        if (mapping is not null)
            return mapping.Fields.TryGetValue(field, out var source) ? PositionsOf(ColumnsOf(source), columns) : [];
        return Enumerable.Range(0, columns.Count).Where(at => RecordFields.Find(columns[at], stream) == field);
    }

    private static IEnumerable<int> PositionsOf(IEnumerable<string> names, IReadOnlyList<string> columns)
    {
        var wanted = names.Where(name => name.Length > 0).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return Enumerable.Range(0, columns.Count).Where(at => wanted.Contains(columns[at]));
    }

    /// <exception cref="RecordFileException">The heading has an unknown column, or lacks one that the profile uses.</exception>
    internal static FieldSource?[] Match(IReadOnlyList<string> columns, RecordStream stream, ProfileMapping? mapping) =>
        mapping is null
            ? MatchContract(
                columns,
                RecordFields.Count,
                name => (int?)RecordFields.Find(name, stream),
                field => RecordFields.IsIdentifier((RecordField)field)
            )
            : MatchProfile(
                columns,
                mapping,
                RecordFields.Count,
                mapping.Fields.Select(f => ((int)f.Key, f.Value, RecordFields.IsIdentifier(f.Key)))
            );

    /// <summary>The sources of fields whose columns have the portal's own names.</summary>
    /// <param name="columns">The heading.</param>
    /// <param name="fields">The number of fields.</param>
    /// <param name="find">The field with a name.</param>
    /// <param name="isIdentifier">Whether the field is a code or number that identifies something.</param>
    /// <exception cref="RecordFileException">The heading has an unknown column, or one twice.</exception>
    internal static FieldSource?[] MatchContract(
        IReadOnlyList<string> columns,
        int fields,
        Func<string, int?> find,
        Func<int, bool> isIdentifier
    )
    {
        var (sources, unknown) = (new FieldSource?[fields], new List<string>());
        for (var column = 0; column < columns.Count; column++)
        {
            if (columns[column].Length == 0 || RecordFields.IsErrors(columns[column]))
                continue;
            if (find(columns[column]) is not { } field)
                unknown.Add(columns[column]);
            else if (sources[field] is not null)
                throw new RecordFileException("header.duplicate", line: 1, columns[column]);
            else
                sources[field] = new FieldSource(column, isIdentifier(field));
        }
        RefuseUnknown(unknown);
        return sources;
    }

    /// <summary>The sources of fields as a profile maps them.</summary>
    /// <exception cref="RecordFileException">The heading has an unknown column, or lacks one that the profile uses.</exception>
    internal static FieldSource?[] MatchProfile(
        IReadOnlyList<string> columns,
        FileMapping mapping,
        int fields,
        IEnumerable<(int Field, FieldMapping Mapping, bool IsIdentifier)> mapped
    )
    {
        var used = UsedBy(mapping).ToHashSet(StringComparer.OrdinalIgnoreCase);
        var known = used.Concat(mapping.Ignore).ToHashSet(StringComparer.OrdinalIgnoreCase);
        if (!IgnoresOthers(mapping))
            RefuseUnknown([.. columns.Where(c => c.Length > 0 && !RecordFields.IsErrors(c) && !known.Contains(c))]);
        var missing = used.Where(c => !columns.Contains(c, StringComparer.OrdinalIgnoreCase)).ToList();
        if (missing.Count > 0)
            throw new RecordFileException("header.missing", line: 1, RowErrors.Names(missing));

        var byName = columns
            .Select((name, index) => (name, index))
            .Where(c => c.name.Length > 0)
            .ToDictionary(c => c.name, c => c.index, StringComparer.OrdinalIgnoreCase);
        var sources = new FieldSource?[fields];
        foreach (var (field, source, isIdentifier) in mapped)
            sources[field] = new FieldSource(source, mapping.NoValue, isIdentifier, name => byName.GetValueOrDefault(name, -1));
        return sources;
    }

    /// <summary>One column of the file, read as a field is.</summary>
    internal static FieldSource SourceOf(IReadOnlyList<string> columns, ProfileMapping mapping, string column) =>
        new(
            new FieldMapping { Column = column },
            mapping.NoValue,
            isIdentifier: false,
            name => columns.ToList().FindIndex(c => c.Equals(name, StringComparison.OrdinalIgnoreCase))
        );

    private static void RefuseUnknown(IReadOnlyCollection<string> unknown)
    {
        if (unknown.Count > 0)
            throw new RecordFileException("header.unknown", line: 1, RowErrors.Names(unknown));
    }
}
