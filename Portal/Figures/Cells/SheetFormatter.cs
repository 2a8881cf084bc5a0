using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Domain.Calendar;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Values;
using Portal.Domain.Shared;

namespace Portal.Figures.Cells;

/// <summary>Formats the contents of a sheet in the reader's language.</summary>
public sealed class SheetFormatter(IStringLocalizer<FiguresText> text, CultureInfo culture, DistrictTime time)
{
    /// <summary>Shown for a value that was not reported.</summary>
    public const string Missing = "—";

    private const int DaysWorthSaying = 60;

    public IStringLocalizer<FiguresText> Text => text;

    /// <summary>A value to read: with separators; nothing is a dash, zero is 0.</summary>
    public string Value(FigureValue value) =>
        value.NotApplicable ? text["sheet.notApplicable"]
        : value.Number is { } number ? Number(number)
        : Missing;

    /// <summary>A value for an input: digits alone; a missing one is empty.</summary>
    public string Input(FigureValue value) =>
        value.NotApplicable ? text["sheet.notApplicable"] : value.Number?.ToString("0.####", CultureInfo.InvariantCulture) ?? "";

    public string Number(decimal number) => number.ToString("#,0.####", culture);

    /// <summary>A share of a whole, to one decimal.</summary>
    public string Percent(decimal share) => Math.Round(share * 100, 1, MidpointRounding.AwayFromZero).ToString("0.0", culture) + "%";

    public string Month(DateOnly month) => month.ToString(culture.DateTimeFormat.YearMonthPattern, culture);

    /// <summary>An instant: the time of today, else with its day.</summary>
    public string Instant(DateTimeOffset at)
    {
        var local = time.ToLocal(at);
        return local.ToString(time.DayOf(at) == time.Today ? "HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);
    }

    /// <summary>The deadline of the sheet and its distance in working days; of a submitted one, whether it was in time.</summary>
    public string Deadline(SheetView view, WorkingCalendar calendar)
    {
        var deadline = view.Deadline;
        var left = FigureDeadlines.WorkdaysUntil(calendar, time.Today, deadline.Day);
        var day = deadline.Day.ToString(deadline.Day.Year == time.Today.Year ? "MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture);
        var distance =
            view.FirstSubmittedAt is { } at ? text[time.DayOf(at) <= deadline.Day ? "sheet.deadline.kept" : "sheet.deadline.missed"].Value
            : time.Today == deadline.Day ? text["sheet.deadline.today"].Value
            : time.Today > deadline.Day
                ? left < -DaysWorthSaying ? text["sheet.deadline.past"]
                    : text["sheet.deadline.over", -left]
            : text["sheet.deadline.left", left];
        return text["sheet.deadline", day, distance];
    }

    public bool IsPast(SheetDeadline deadline) => time.Today > deadline.Day;

    /// <summary>The state of the sheet, with the unit that has to act next.</summary>
    public string State(SheetView view) =>
        view.Status switch
        {
            FigureStatus.Submitted => text["sheet.state.submitted", view.AwaitingUnitName ?? ""],
            FigureStatus.Returned => text["sheet.state.returned"],
            FigureStatus.Approved => text["sheet.state.approved"],
            FigureStatus.Draft => view.Version > 1 ? text["sheet.state.amending"] : text["sheet.state.draft"],
        };

    /// <summary>Why the cell's text was not saved.</summary>
    public string Problem(EditorCell cell)
    {
        var said = text["sheet.problem." + cell.Problem];
        return said.ResourceNotFound ? text["sheet.problem", TraitRules.Message(cell.Problem ?? "", cell.Cell.Traits, cell.Text)] : said;
    }

    public string Conflict(EditorCell cell) =>
        cell.Remote is { } theirs
            ? text[
                "sheet.conflict",
                theirs.SavedBy,
                Instant(theirs.SavedAt),
                Value(theirs.Value),
                cell.Text.Length > 0 ? cell.Text : Missing
            ]
            : "";

    /// <summary>Name of a cell with its unit of measure, for screen readers.</summary>
    public static string Label(FormCell cell) => cell.Traits.Unit is { } unit ? $"{cell.Name} ({unit})" : cell.Name;
}
