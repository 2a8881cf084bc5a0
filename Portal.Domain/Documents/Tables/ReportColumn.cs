namespace Portal.Domain.Documents.Tables;

/// <param name="Code">Stable and unique within its table.</param>
/// <param name="Decimals">Of a share in per cent, of points, of days and of plain numbers.</param>
public sealed record ReportColumn(string Code, string Heading, ReportColumnKind Kind, int Decimals = 0)
{
    /// <summary>For a share: the two columns that it divides, where the table has them; a workbook then calculates it.</summary>
    public ReportQuotient? Quotient { get; init; }

    /// <summary>The column is left out when no row has a value in it, such as a comparison with an unknown period.</summary>
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

    /// <summary>A rank, from 1.</summary>
    Rank,
}
