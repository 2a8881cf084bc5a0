using Microsoft.Extensions.Localization;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Metrics.Contents;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Metrics;
using Portal.Navigation;
using Portal.Records.Lists;

namespace Portal.Records.Parts;

/// <summary>The formatted parts of a number.</summary>
internal sealed class PartsTable
{
    private readonly RecordsAddress _address;
    private readonly MetricsFormat _format;
    private readonly IStringLocalizer<MetricsText> _text;
    private readonly bool _isDifference;

    /// <param name="address">The number.</param>
    /// <param name="view">The number with its unit found.</param>
    /// <param name="content">Its parts.</param>
    /// <param name="format">Formats numbers.</param>
    /// <param name="text">The texts.</param>
    /// <param name="today">The day whose name of the unit is shown when the number has no last day.</param>
    /// <param name="mostSheets">The most sheets with a row of their own.</param>
    public PartsTable(
        RecordsAddress address,
        RecordsView view,
        FigureContent content,
        MetricsFormat format,
        IStringLocalizer<MetricsText> text,
        DateOnly today,
        int mostSheets
    )
    {
        (_address, _format, _text, _isDifference) = (address, format, text, content.Terms.Count > 1);
        Title = FigureTitle.Of(view, text, today);
        Number = format.Count(content.Number);
        var sheets = content.Terms.SelectMany(term => term.Sheets.Select(sheet => (Term: term, Sheet: sheet))).ToList();
        Rows =
        [
            .. content.Terms.Where(term => term.Count > 0 || term.Sheets.Count == 0).Select(RecordsRow),
            .. sheets.Take(mostSheets).Select(s => SheetRow(s.Term, s.Sheet)),
        ];
        if (sheets.Count > mostSheets)
        {
            More = new(
                text["contents.more", sheets.Count - mostSheets],
                format.Count(sheets.Skip(mostSheets).Sum(s => s.Term.Sign * s.Sheet.Number)),
                ""
            );
        }
    }

    /// <summary>What the number is, of which unit and when.</summary>
    public string Title { get; }

    public string Number { get; }

    public IReadOnlyList<PartRow> Rows { get; }

    /// <summary>The sheets beyond those listed, without a link; null when all are listed.</summary>
    public PartRow? More { get; }

    /// <summary>The address of a list that is a number or a part of it.</summary>
    public static string ListOf(RecordsAddress address, RecordFilter records) =>
        (
            address with
            {
                Measure = records.Measure,
                Basis = records.Basis,
                Counted = records.Counted,
                From = records.From,
                To = records.To,
            }
        ).ToUri();

    /// <summary>The address of a sheet.</summary>
    public static string SheetOf(SheetKey sheet) =>
        $"{PortalUrls.Figures}/{Uri.EscapeDataString(sheet.Form)}/{Uri.EscapeDataString(sheet.Unit)}/{Days.ToMonthText(sheet.Month)}";

    private PartRow RecordsRow(FigureTerm term) =>
        new(
            _isDifference
                ? _text[term.Sign > 0 ? "contents.records.accepted" : "contents.records.closed"]
                : _text[_address.Stream == RecordStream.Appeals ? "contents.appeals" : "contents.cases"],
            _format.Count(term.Sign * term.Count),
            ListOf(_address, term.Records)
        );

    private PartRow SheetRow(FigureTerm term, FigureSheetPart sheet) =>
        new(
            _text["contents.sheet", sheet.UnitName, _format.Month(sheet.Sheet.Month)],
            _format.Count(term.Sign * sheet.Number),
            SheetOf(sheet.Sheet) + (_isDifference ? $"#{(term.Sign > 0 ? "accepted" : "closed")}" : "")
        );
}

/// <param name="Link">Where the part opens.</param>
internal sealed record PartRow(string Name, string Number, string Link);
