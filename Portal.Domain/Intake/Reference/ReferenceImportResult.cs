using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Intake.Reference;

/// <summary>The result of the import of a file of units, items or days. With any error, nothing was imported.</summary>
/// <param name="Rows">Rows read.</param>
/// <param name="Created">New versions or days.</param>
/// <param name="Updated">Changed versions or days, those that their row ends included.</param>
/// <param name="Errors">The first <see cref="ErrorsListed"/> errors of the file, in the order of its lines.</param>
public sealed record ReferenceImportResult(int Rows, int Created, int Updated, IReadOnlyList<RowError> Errors)
{
    /// <summary>The most errors in <see cref="Errors"/>.</summary>
    public const int ErrorsListed = 1_000;

    /// <summary>The most rows in <see cref="Sample"/>.</summary>
    public const int SampleRows = 20;

    /// <summary>The number of errors beyond those listed.</summary>
    public int ErrorsOmitted { get; init; }

    public int Unchanged => Errors.Count > 0 ? 0 : Rows - Created - Updated;

    /// <summary>What becomes of the rows; where the file is refused, what would without those that are.</summary>
    public ReferenceCounts Counts { get; init; } = new(0, 0, 0, 0, 0);

    /// <summary>The first <see cref="ErrorsListed"/> effects of each kind, in the order of the lines.</summary>
    public IReadOnlyList<ReferenceEffect> Effects { get; init; } = [];

    /// <summary>The heading of the file for each column of the contract that it gives, such as <c>上级单位</c> for <c>parentCode</c>.</summary>
    public IReadOnlyDictionary<string, string> Headings { get; init; } = new Dictionary<string, string>();

    /// <summary>The first <see cref="SampleRows"/> rows as they were read.</summary>
    public IReadOnlyList<ReferenceSampleRow> Sample { get; init; } = [];

    /// <summary>What of the file was not read on purpose, such as other sheets and the rows above the heading; one sentence each.</summary>
    public IReadOnlyList<string> Notices { get; init; } = [];
}

/// <summary>How many versions or days a file creates, changes, ends and leaves as they are, and how many of its rows are refused.</summary>
/// <param name="Created">New ones.</param>
/// <param name="Changed">Those whose content changes.</param>
/// <param name="Ended">
/// Those that end, or end sooner: by their row, because another version follows, or as days that the notice of their year no longer lists.
/// </param>
/// <param name="Unchanged">Rows that are as stored.</param>
/// <param name="Refused">Rows with an error, and the others of the same code.</param>
public sealed record ReferenceCounts(int Created, int Changed, int Ended, int Unchanged, int Refused);

/// <summary>What becomes of a version or day.</summary>
public enum EffectKind
{
    Created,
    Changed,
    Ended,
    Unchanged,
}

/// <summary>What the file does to one version or day.</summary>
/// <param name="Line">The row that does it, as in <see cref="RowError.Line"/>; 0 for a day that no row names.</param>
/// <param name="Code">The unit's or item's code, or the day.</param>
/// <param name="Name">The version's name, or the holiday.</param>
/// <param name="Changes">What changes; empty for new and unchanged ones.</param>
public sealed record ReferenceEffect(long Line, EffectKind Kind, string Code, string Name, IReadOnlyList<ReferenceChange> Changes);

/// <summary>A changed value, as the portal writes it to files.</summary>
/// <param name="Column">The column's name in the contract.</param>
/// <param name="Before">Empty for none.</param>
/// <param name="After">Empty for none.</param>
public sealed record ReferenceChange(string Column, string Before, string After);

/// <summary>A row as it was read.</summary>
/// <param name="Line">As in <see cref="RowError.Line"/>.</param>
/// <param name="Cells">In the order of <see cref="ReferenceColumns"/>, shortened; empty for what the row does not give.</param>
public sealed record ReferenceSampleRow(long Line, IReadOnlyList<string> Cells);
