namespace Portal.Domain.Documents.Tables;

/// <summary>A part of a report's section, or what one panel of a page shows.</summary>
public abstract record ReportBlock;

/// <summary>A table, with its numbers as numbers.</summary>
/// <param name="Code">Stable and unique within a report, in camel case: <c>streets</c>, <c>casesByMonth</c> …</param>
/// <param name="Title">Stands above it.</param>
/// <param name="Columns">The first names the row.</param>
/// <param name="Rows">May be empty: a rendering says that there is nothing to show.</param>
public sealed record ReportTable(string Code, string Title, IReadOnlyList<ReportColumn> Columns, IReadOnlyList<ReportRow> Rows)
    : ReportBlock
{
    /// <summary>Remarks below it.</summary>
    public IReadOnlyList<string> Notes { get; init; } = [];

    /// <summary>As a reader is shown it: without the columns that may be left out and hold no value. Templates and comparisons know all columns.</summary>
    public ReportTable Shown()
    {
        var shown = Enumerable
            .Range(0, Columns.Count)
            .Where(i => !Columns[i].MayBeLeftOut || Rows.Any(r => r.Cells[i].Gap != ReportGap.NoValue))
            .ToList();
        return shown.Count == Columns.Count
            ? this
            : this with
            {
                Columns = [.. shown.Select(i => Columns[i])],
                Rows = [.. Rows.Select(r => r with { Cells = [.. shown.Select(i => r.Cells[i])] })],
            };
    }

    /// <exception cref="InvalidOperationException">There is no such column.</exception>
    public int IndexOf(string column)
    {
        for (var i = 0; i < Columns.Count; i++)
        {
            if (Columns[i].Code == column)
                return i;
        }
        throw new InvalidOperationException($"The table “{Code}” has no column “{column}”.");
    }
}

/// <param name="Code">Stable and unique within its table.</param>
/// <param name="Decimals">Of a share in per cent, of points, of days and of plain numbers.</param>
public sealed record ReportColumn(string Code, string Heading, ReportColumnKind Kind, int Decimals = 0)
{
    /// <summary>For a share: the columns it is the quotient of, where the table has them; a workbook then computes it.</summary>
    public ReportQuotient? Quotient { get; init; }

    /// <summary>It says nothing where it holds no value in any row, such as a comparison with what is not known.</summary>
    public bool MayBeLeftOut { get; init; }
}

/// <summary>Two columns of a table, one divided by the other.</summary>
public sealed record ReportQuotient(string Numerator, string Denominator);

public enum ReportColumnKind
{
    Text,

    /// <summary>A number with separators of thousands.</summary>
    Number,

    /// <summary>A part of 1, shown in per cent.</summary>
    Share,

    /// <summary>A difference of two shares, as a part of 1, shown in percentage points with its sign.</summary>
    Points,

    /// <summary>A relative change, as a part of 1, shown in per cent with its sign.</summary>
    Change,

    /// <summary>A place, from 1.</summary>
    Rank,
}

/// <param name="Key">Stable and unique within its table, such as a unit's code or <c>2014-10</c>; empty for a total.</param>
/// <param name="Cells">One for each column.</param>
public sealed record ReportRow(string Key, IReadOnlyList<ReportCell> Cells)
{
    /// <summary>It adds up the rows above it.</summary>
    public bool IsTotal { get; init; }
}

/// <summary>A text, a number (unrounded), or neither: then it says why.</summary>
public readonly record struct ReportCell
{
    private ReportCell(string? text, decimal? number, ReportGap gap) => (Text, Number, Gap) = (text, number, gap);

    public string? Text { get; }

    public decimal? Number { get; }

    public ReportGap Gap { get; }

    public static ReportCell Of(string text) => new(text, null, ReportGap.None);

    /// <summary>Null says that there is no such number: no denominator, nothing to compare with.</summary>
    public static ReportCell Of(decimal? number) => new(null, number, number is null ? ReportGap.NoValue : ReportGap.None);

    public static ReportCell NotApplicable { get; } = new(null, null, ReportGap.NotApplicable);

    public static ReportCell NotProvided { get; } = new(null, null, ReportGap.NotProvided);

    public static ReportCell NotApproved { get; } = new(null, null, ReportGap.NotApproved);
}

/// <summary>Why a cell holds nothing; zero is none of these.</summary>
public enum ReportGap
{
    None,

    /// <summary>Shown as “—”.</summary>
    NoValue,

    /// <summary>不适用.</summary>
    NotApplicable,

    /// <summary>未报送.</summary>
    NotProvided,

    /// <summary>未审核: reported, and not among the figures yet.</summary>
    NotApproved,
}

/// <summary>A chart drawn from a table of the same report.</summary>
/// <param name="Code">Stable and unique within a report.</param>
/// <param name="Table">The table's code; its totals are not drawn.</param>
/// <param name="Category">The column along the axis.</param>
/// <param name="Series">The columns drawn, all of one kind.</param>
public sealed record ReportChart(
    string Code,
    string Title,
    ReportChartKind Kind,
    string Table,
    string Category,
    IReadOnlyList<string> Series
) : ReportBlock
{
    /// <summary>A value drawn as a line across, such as a target; null for none.</summary>
    public decimal? Reference { get; init; }
}

public enum ReportChartKind
{
    /// <summary>Upright, for few categories such as months.</summary>
    Column,

    /// <summary>Lying, for many categories with names, such as streets.</summary>
    Bar,
    Line,
}
