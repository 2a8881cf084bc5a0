using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;

namespace Portal.Intake.Fields;

/// <summary>What an editor of mappings shows of a file's columns.</summary>
public static class DraftColumns
{
    /// <summary>Columns that neither a field nor anything else uses: they are ignored, and the page lists them.</summary>
    /// <param name="columns">The heading of the file.</param>
    /// <param name="fields">The fields of the mapping.</param>
    /// <param name="alsoUsed">Columns that the mapping uses beside its fields.</param>
    public static IReadOnlyList<string> Unused(
        IReadOnlyList<string> columns,
        IEnumerable<SourceDraft> fields,
        params IEnumerable<string> alsoUsed
    )
    {
        var used = fields
            .Select(field => field.ToMapping())
            .OfType<FieldMapping>()
            .SelectMany(FieldColumns.ColumnsOf)
            .Concat(alsoUsed)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        return [.. columns.Where(c => c.Length > 0 && !RecordFields.IsErrors(c) && !used.Contains(c))];
    }

    /// <summary>The first values of the column that a field is read from; none when it is read from no single column.</summary>
    public static IReadOnlyList<string> ValuesOf(FileInspection file, SourceDraft field)
    {
        for (var at = 0; at < file.Columns.Count; at++)
        {
            if (file.Columns[at].Equals(field.Text, StringComparison.OrdinalIgnoreCase))
                return [.. file.Values[at].Where(value => value.Length > 0)];
        }
        return [];
    }
}
