using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Shared;

namespace Portal.Figures.Board;

/// <summary>Formats the states of sheets, in words and with a sign.</summary>
internal sealed class SheetStateFormatter(IStringLocalizer<BoardText> text, DateOnly today)
{
    /// <summary>Shown for a ratio without a denominator; never 0 %.</summary>
    public const string Missing = "—";

    // Beyond a quarter of a year, the exact number of days has no use.
    private const int MostCounted = 60;

    private const int MostCountedOut = 1_000;

    /// <summary>A sign for the state; the page never shows it without the word.</summary>
    public static string Sign(OwedSheetProgress sheet) =>
        sheet.State switch
        {
            SheetState.Approved => "✓",
            SheetState.Submitted => "●",
            SheetState.Returned => "↩",
            SheetState.Draft => IsOverdue(sheet) ? "✕" : "◐",
            SheetState.NotBegun => IsOverdue(sheet) ? "✕" : "○",
        };

    public static string Sign(BoardMark mark) =>
        mark switch
        {
            BoardMark.Approved => "✓",
            BoardMark.In => "●",
            BoardMark.Returned => "↩",
            BoardMark.Overdue => "✕",
            BoardMark.Open => "○",
            BoardMark.Running => "·",
            BoardMark.None => "",
        };

    /// <summary>The class of a status colour; empty for what is neither good nor bad.</summary>
    public static string Colour(OwedSheetProgress sheet) =>
        sheet.State switch
        {
            SheetState.Approved => "good",
            SheetState.Returned => "warning",
            SheetState.Submitted => "",
            SheetState.NotBegun or SheetState.Draft => IsOverdue(sheet) ? "red-card" : "",
        };

    public static string Colour(BoardMark mark) =>
        mark switch
        {
            BoardMark.Approved => "good",
            BoardMark.Returned => "warning",
            BoardMark.Overdue => "red-card",
            BoardMark.None or BoardMark.Running or BoardMark.Open or BoardMark.In => "",
        };

    private static bool IsOverdue(OwedSheetProgress sheet) => sheet.IsLate && !sheet.IsIn;

    public string State(OwedSheetProgress sheet, string? awaiting) =>
        sheet.State switch
        {
            SheetState.Submitted when awaiting is not null => text["board.state.awaiting", awaiting],
            SheetState.Draft when sheet.IsAmended => text["board.state.amended"],
            var state => text[$"board.state.{state}"],
        };

    /// <summary>The deadline and its distance; of a submitted sheet, when it was submitted and whether in time.</summary>
    public string Deadline(OwedSheetProgress sheet, DistrictTime time)
    {
        var said = sheet.FirstSubmittedAt is { } came ? Came(sheet, time.DayOf(came)) : Due(sheet);
        return sheet.Deadline.IsProvisional ? $"{said} · {text["board.provisional"]}" : said;
    }

    private string Came(OwedSheetProgress sheet, DateOnly day) =>
        !sheet.IsLate ? text["board.came", Day(day, sheet)]
        : sheet.WorkdaysLate > MostCounted ? text["board.came.long", Day(day, sheet)]
        : text["board.came.late", Day(day, sheet), Math.Max(sheet.WorkdaysLate, 0)];

    private string Due(OwedSheetProgress sheet)
    {
        var day = Day(sheet.Deadline.Day, sheet);
        return sheet switch
        {
            { IsLate: true, WorkdaysLate: > MostCounted } => text["board.due.long", day],
            { IsLate: true, WorkdaysLate: > 0 } => text["board.due.past", day, sheet.WorkdaysLate],
            { IsLate: true } => text["board.due.over", day],
            { WorkdaysLate: 0 } => text["board.due.today", day],
            _ => text["board.due.left", day, -sheet.WorkdaysLate],
        };
    }

    // A day outside the month's year shows its year, so that no reader has to guess it.
    private string Day(DateOnly day, OwedSheetProgress sheet) => day.Year == sheet.Month.Year ? Day(day) : Days.ToText(day);

    /// <summary>The day without the year when it is this one's.</summary>
    public string Day(DateOnly day) => day.ToString(day.Year == today.Year ? "MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>2014年10月, Oct 2014.</summary>
    public static string Month(DateOnly month) =>
        month.ToString(IsChinese ? CultureInfo.CurrentCulture.DateTimeFormat.YearMonthPattern : "MMM yyyy", CultureInfo.CurrentCulture);

    /// <summary>The month without its year.</summary>
    public static string ShortMonth(DateOnly month)
    {
        var pattern = CultureInfo.CurrentCulture.DateTimeFormat.YearMonthPattern;
        return month.ToString(IsChinese ? pattern[pattern.IndexOf('M', StringComparison.Ordinal)..] : "MMM", CultureInfo.CurrentCulture);
    }

    /// <summary>To one decimal, half away from zero.</summary>
    public static string Percent(int part, int whole) =>
        whole == 0
            ? Missing
            : Math.Round(100m * part / whole, 1, MidpointRounding.AwayFromZero).ToString("N1", CultureInfo.CurrentCulture) + "%";

    public static string Count(int count) => count.ToString("N0", CultureInfo.CurrentCulture);

    public static string Parts(int part, int whole) => $"{Count(part)} / {Count(whole)}";

    /// <summary>What a cell of the board shows beside its sign: the count of submitted sheets or, of a single sheet, a word.</summary>
    /// <remarks>Counts of four digits and more do not fit the column: the cell shows the share, its title both counts.</remarks>
    public string Short(BoardCell cell) =>
        cell.All >= MostCountedOut ? Percent(cell.In, cell.All)
        : cell.All > 1 ? $"{cell.In}/{cell.All}"
        : cell.Mark is BoardMark.Running or BoardMark.None ? ""
        : text[$"board.short.{cell.Mark}"];

    /// <summary>The text of a cell of the board for screen readers.</summary>
    public string Cell(string unit, BoardCell cell)
    {
        var said = text["board.cell", unit, Month(cell.Month), text["board.cell.in", cell.In, cell.All], text[$"board.mark.{cell.Mark}"]];
        return cell.CameLate > 0 ? text["board.cell.more", said, text["board.cell.late", cell.CameLate]] : said;
    }

    private static bool IsChinese => CultureInfo.CurrentCulture.TwoLetterISOLanguageName == "zh";
}
