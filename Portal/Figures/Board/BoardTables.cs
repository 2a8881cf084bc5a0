using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Shared;

namespace Portal.Figures.Board;

/// <summary>The board and the lists of sheets, as tables for export.</summary>
internal static class BoardTables
{
    public static ReportTable Board(BoardView view, IStringLocalizer<BoardText> text)
    {
        var words = new SheetStateFormatter(text, view.Today);
        return new(
            "board",
            text["board.title.year", view.Unit.Name, view.Year],
            [
                new("unit", text["board.unit"], ReportColumnKind.Text),
                .. view.Totals.Select(c => new ReportColumn(
                    Days.ToMonthText(c.Month),
                    SheetStateFormatter.Month(c.Month),
                    ReportColumnKind.Text
                )),
                Number("in", text["board.in"]),
                Number("expected", text["table.expected"]),
                Number("inTime", text["table.inTime"]),
                Number("due", text["table.due"]),
                new("timeliness", text["board.timeliness"], ReportColumnKind.Share, 1) { Quotient = new("inTime", "due") },
                Number("approved", text["table.approved"]),
                new("completeness", text["board.completeness"], ReportColumnKind.Share, 1) { Quotient = new("approved", "expected") },
            ],
            [
                .. view.Rows.Select(r => Row(r.Unit.Code, r.Unit.Name, r.Cells, r.Count)),
                Row("", text["board.total"], view.Totals, view.Count) with
                {
                    IsTotal = true,
                },
            ]
        );

        ReportRow Row(string code, string name, IReadOnlyList<BoardCell> cells, ReportingCount count) =>
            new(
                code,
                [
                    ReportCell.Of(name),
                    .. cells.Select(c => ReportCell.Of(Cell(c))),
                    ReportCell.Of(count.In),
                    ReportCell.Of(count.Expected),
                    ReportCell.Of(count.InTime),
                    ReportCell.Of(count.Due),
                    Share(count.InTime, count.Due),
                    ReportCell.Of(count.Approved),
                    Share(count.Approved, count.Expected),
                ]
            );

        // The word and the count; only the page shows signs.
        string Cell(BoardCell cell) =>
            cell.Mark == BoardMark.None
                ? ""
                : string.Join(
                    ' ',
                    new[]
                    {
                        text[$"board.mark.{cell.Mark}"].Value,
                        cell.All > 1 ? words.Short(cell) : "",
                        cell.CameLate > 0 ? $"{text["table.late"]} {cell.CameLate.ToString(CultureInfo.InvariantCulture)}" : "",
                    }.Where(p => p.Length > 0)
                );
    }

    public static ReportTable Awaiting(
        string title,
        IEnumerable<AwaitingSheet> sheets,
        IStringLocalizer<BoardText> text,
        DistrictTime time
    ) =>
        new(
            "awaiting",
            title,
            [
                new("unit", text["board.unit"], ReportColumnKind.Text),
                new("form", text["approvals.form"], ReportColumnKind.Text),
                new("month", text["approvals.month"], ReportColumnKind.Text),
                Number("accepted", text["approvals.accepted"]),
                Number("acceptedBefore", $"{text["approvals.accepted"]} ({text["table.before"]})"),
                Number("spot", text["approvals.spot"]),
                Number("spotBefore", $"{text["approvals.spot"]} ({text["table.before"]})"),
                Number("comments", text["approvals.comments"]),
                new("submitted", text["approvals.submitted"], ReportColumnKind.Text),
                new("by", text["table.by"], ReportColumnKind.Text),
                new("awaiting", text["approvals.awaiting"], ReportColumnKind.Text),
            ],
            [
                .. sheets.Select(s => new ReportRow(
                    $"{s.Key.Form} {s.Key.Unit} {Days.ToMonthText(s.Key.Month)}",
                    [
                        ReportCell.Of(s.UnitName),
                        ReportCell.Of(s.Form.At(s.Key.Month).Definition.Name.ToString()),
                        ReportCell.Of(Days.ToMonthText(s.Key.Month)),
                        ReportCell.Of(Sum(s, FigureMeasure.Accepted)?.Now),
                        ReportCell.Of(Sum(s, FigureMeasure.Accepted)?.Before),
                        ReportCell.Of(Sum(s, FigureMeasure.OnTheSpot)?.Now),
                        ReportCell.Of(Sum(s, FigureMeasure.OnTheSpot)?.Before),
                        ReportCell.Of(s.Comments),
                        ReportCell.Of(time.ToText(s.SubmittedAt)),
                        ReportCell.Of(s.SubmittedBy),
                        ReportCell.Of(s.AwaitingName),
                    ]
                )),
            ]
        );

    private static ReportColumn Number(string code, string heading) => new(code, heading, ReportColumnKind.Number);

    private static ReportCell Share(int part, int whole) => ReportCell.Of(whole == 0 ? null : (decimal)part / whole);

    private static MeasureSum? Sum(AwaitingSheet sheet, FigureMeasure measure) => sheet.Sums.FirstOrDefault(s => s.Measure == measure);
}
