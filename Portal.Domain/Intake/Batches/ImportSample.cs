using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Batches;

/// <summary>The first rows of a file as an import would read them, under the file's own columns.</summary>
/// <param name="Columns">All columns of the file, in its order.</param>
/// <param name="Rows">In the order of the file; none for a file without rows.</param>
public sealed record ImportSample(IReadOnlyList<SampleColumn> Columns, IReadOnlyList<SampleRow> Rows);

/// <summary>A column of the file.</summary>
/// <param name="Name">As the file calls it; empty for a column without a heading.</param>
/// <param name="Fields">The fields that are read from it, alone or together with other columns; none when it is not imported.</param>
public sealed record SampleColumn(string Name, IReadOnlyList<RecordField> Fields);

/// <summary>A row of the file, with each reason for which an import would reject it at the cells that the reason concerns.</summary>
/// <param name="Row">Its texts are shortened to be shown.</param>
/// <param name="OfCells">By the position of the column; a reason that concerns several columns stands at each.</param>
/// <param name="OfRow">The reasons that concern no column of the file, such as a field that no column gives.</param>
public sealed record SampleRow(ParsedRow Row, IReadOnlyDictionary<int, IReadOnlyList<RowError>> OfCells, IReadOnlyList<RowError> OfRow);
