using Microsoft.Extensions.Localization;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Figures.Cells;

namespace Portal.Figures.Forms;

/// <summary>Formats the properties of a form in the reader's language.</summary>
public sealed class FormFormatter(IStringLocalizer<FiguresText> text)
{
    /// <summary>Kinds of unit, in the order of display.</summary>
    public static IReadOnlyList<UnitKinds> Kinds { get; } =
    [UnitKinds.Community, UnitKinds.Street, UnitKinds.Department, UnitKinds.District, UnitKinds.City, UnitKinds.Province];

    public string Kind(UnitKinds kind) => text[$"form.kind.{kind}"];

    public string KindsOf(UnitKinds kinds) => string.Join(text["sheet.and"], Kinds.Where(k => (kinds & k) != UnitKinds.None).Select(Kind));

    public string Stream(RecordStream? stream) => text[$"form.stream.{stream?.ToString() ?? "none"}"];

    public string Months(FormInUse form) =>
        form.LastMonth is { } last
            ? text["form.months", Days.ToMonthText(form.FirstMonth), Days.ToMonthText(last)]
            : text["form.months.open", Days.ToMonthText(form.FirstMonth)];

    public string Deadline(int workday) => text["form.deadline.text", workday];
}
