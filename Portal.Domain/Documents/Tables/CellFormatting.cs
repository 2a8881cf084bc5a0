namespace Portal.Domain.Documents.Tables;

internal enum CellStyle
{
    Plain,

    /// <summary>Running text over several lines.</summary>
    Paragraph,
    Title,
    Subtitle,
    Note,
    Heading,

    /// <summary>A cell of a table.</summary>
    Body,
    Total,
}

/// <summary>The style of a cell; equal styles share one entry of the workbook.</summary>
/// <param name="Kind">Of a body's or total's number.</param>
/// <param name="IsText">A word in a column of numbers, or a name.</param>
/// <param name="IsQuoted">The cell stays a text even after editing.</param>
internal readonly record struct CellFormatting(
    CellStyle Style,
    ReportColumnKind Kind = ReportColumnKind.Text,
    int Decimals = 0,
    bool IsText = true,
    bool IsQuoted = false
)
{
    public bool IsInTable => Style is CellStyle.Heading or CellStyle.Body or CellStyle.Total;

    /// <summary>The format of its number; null for a text.</summary>
    public string? Format => IsText ? null : FormatOf(Kind, Decimals);

    /// <summary>The format code that shows numbers of that kind as the pages do.</summary>
    public static string FormatOf(ReportColumnKind kind, int decimals)
    {
        var places = decimals == 0 ? "" : "." + new string('0', decimals);
        return kind switch
        {
            ReportColumnKind.Share => $"0{places}%",
            ReportColumnKind.Points => $"+0{places};\"−\"0{places};0{places}",
            ReportColumnKind.Change => $"+0{places}%;\"−\"0{places}%;0{places}%",
            ReportColumnKind.Rank => "0",
            ReportColumnKind.Text or ReportColumnKind.Number => $"#,##0{places}",
        };
    }
}
