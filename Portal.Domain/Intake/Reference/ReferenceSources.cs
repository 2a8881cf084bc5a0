using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>Where the columns of the portal come from in a file: under its own headings, or as a profile maps them.</summary>
internal static class ReferenceSources
{
    public static RowTableOptions Options(ReferenceColumns columns, ReferenceRequest request)
    {
        var mapping = request.Mapping;
        var used = mapping is null ? null : FieldColumns.UsedBy(mapping).ToHashSet(StringComparer.OrdinalIgnoreCase);
        return new()
        {
            JsonColumns = FieldColumns.ExpectedColumns(columns.Names, mapping),
            JsonLists = mapping?.Rows ?? [],
            Ignored = [.. (mapping?.Ignore ?? []).Where(name => used?.Contains(name) != true)],
            IgnoresOthers = FieldColumns.IgnoresOthers(mapping),
            IsKnown = used is null ? heading => columns.Find(heading) >= 0 : used.Contains,
            Reading = request.Reading.Or(mapping?.Reading),
            FillMerged = mapping?.FillMerged == true,
        };
    }

    /// <exception cref="RecordFileException">The heading has an unknown column, or lacks one that the profile uses.</exception>
    public static FieldSource?[] Match(IReadOnlyList<string> headings, ReferenceColumns columns, ReferenceMapping? mapping) =>
        mapping is null
            ? FieldColumns.MatchContract(
                headings,
                columns.Names.Count,
                heading => columns.Find(heading) is >= 0 and var at ? at : null,
                at => columns.All[at].IsCode
            )
            : FieldColumns.MatchProfile(
                headings,
                mapping,
                columns.Names.Count,
                mapping.Fields.Select(f => (columns.Find(f.Key), f.Value, columns.All[columns.Find(f.Key)].IsCode))
            );

    public static IReadOnlyDictionary<string, string> Headings(
        IReadOnlyList<string> headings,
        ReferenceColumns columns,
        ReferenceMapping? mapping
    ) =>
        mapping is null
            ? headings
                .Where(heading => columns.Find(heading) >= 0)
                .DistinctBy(columns.Find)
                .ToDictionary(heading => columns.Names[columns.Find(heading)])
            : mapping
                .Fields.Where(f => FieldColumns.ColumnsOf(f.Value).Any())
                .ToDictionary(
                    f => columns.Names[columns.Find(f.Key)],
                    f => string.Join(" + ", FieldColumns.ColumnsOf(f.Value).Distinct(StringComparer.OrdinalIgnoreCase))
                );

    public static InstantReader Instants(ReferenceMapping? mapping, FileFormat format, bool countsFrom1904, DistrictTime time) =>
        new(
            mapping is null
                ? new InstantFormats(time.Zone)
                : new InstantFormats(time.Zone)
                {
                    Formats = mapping.DateFormats,
                    Order = mapping.DateOrder,
                    // A profile that maps a column of a workbook to a day says that its numbers are days.
                    Numbers = format == FileFormat.Xlsx ? [.. mapping.DateNumbers, DateNumber.Serial] : mapping.DateNumbers,
                    NoDate = mapping.NoDate,
                    CountsFrom1904 = countsFrom1904,
                }
        );
}
