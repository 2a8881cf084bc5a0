using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Batches;

/// <summary>The columns and sample values of a file before its import.</summary>
/// <param name="Columns">The heading; for JSON the names found in the first elements.</param>
/// <param name="Values">
/// For each column the different values among the first rows, most frequent first, at most <see cref="ValuesKept"/>.
/// </param>
public sealed record FileInspection(FileFormat Format, IReadOnlyList<string> Columns, IReadOnlyList<IReadOnlyList<string>> Values)
{
    /// <summary>The most values shown of a column.</summary>
    public const int ValuesKept = 30;

    /// <summary>The sheet, encoding and heading row that the user chose; null members were detected.</summary>
    public FileReading Reading { get; init; } = FileReading.Found;

    /// <summary>All sheets of a workbook; none in other files.</summary>
    public IReadOnlyList<string> Sheets { get; init; } = [];

    /// <summary>What of the file is not read, such as other sheets and the rows above the heading; one sentence each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}
