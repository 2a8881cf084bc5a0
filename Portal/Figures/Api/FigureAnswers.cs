using System.Text.Json.Serialization;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Figures.Api;

/// <summary>A form in the API: what it asks for in the latest month for which it has a version.</summary>
/// <param name="FirstMonth">The first month it is owed for, as <c>2014-01</c>.</param>
/// <param name="LastMonth">The last one; null until further notice.</param>
public sealed record FormAnswer(
    string Code,
    string Name,
    IReadOnlyList<string> Kinds,
    RecordStream? Stream,
    string FirstMonth,
    string? LastMonth,
    int DeadlineWorkday,
    IReadOnlyList<FormCellAnswer> Cells
)
{
    internal static FormAnswer Of(FormInUse form)
    {
        var definition = form.Versions[^1].Definition;
        return new(
            form.Code,
            definition.Name.ToString(),
            [
                .. Enum.GetValues<UnitKinds>()
                    .Where(k => k != UnitKinds.None && form.Kinds.HasFlag(k))
                    .Select(k => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(k.ToString())),
            ],
            form.Stream,
            Days.ToMonthText(form.FirstMonth),
            form.LastMonth is { } last ? Days.ToMonthText(last) : null,
            form.DeadlineWorkday,
            [.. definition.Cells.Select(FormCellAnswer.Of)]
        );
    }
}

/// <summary>One cell of a form.</summary>
/// <param name="Measure">What its number counts as; null when it is only kept.</param>
public sealed record FormCellAnswer(
    string Code,
    string Name,
    string? Unit,
    int Decimals,
    bool Required,
    bool MayNotApply,
    FigureMeasure? Measure
)
{
    internal static FormCellAnswer Of(FormCell cell) =>
        new(
            cell.Code,
            cell.Name,
            cell.Traits.Unit?.ToString(),
            cell.Traits.Decimals,
            cell.Traits.Required,
            cell.Traits.MayNotApply,
            cell.Traits.Measure
        );
}

/// <summary>The state of an owed sheet.</summary>
public sealed record StandingAnswer(
    string Form,
    string Unit,
    string Month,
    SheetState State,
    DateOnly Deadline,
    bool Late,
    DateTimeOffset? FirstSubmittedAt
);

/// <summary>A sheet with its figures.</summary>
/// <param name="Values">By cell: digits, <c>n/a</c> for 不适用; cells without a value are left out.</param>
public sealed record SheetAnswer(
    string Form,
    string Unit,
    string Month,
    FigureStatus Status,
    int Version,
    long Revision,
    DateOnly Deadline,
    IReadOnlyDictionary<string, string> Values
)
{
    internal static SheetAnswer Of(SheetView view) =>
        new(
            view.Key.Form,
            view.Key.Unit,
            Days.ToMonthText(view.Key.Month),
            view.Status,
            view.Version,
            view.Revision,
            view.Deadline.Day,
            view.Values.Where(v => !v.Value.IsMissing).ToDictionary(v => v.Key, v => v.Value.ToString(), StringComparer.Ordinal)
        );
}

/// <summary>Which values were saved and refused, and what the checks find now.</summary>
/// <param name="Rejected">Values that were refused; their reasons are in <paramref name="Errors"/>.</param>
/// <param name="Errors">The first 1,000; <see cref="ErrorsOmitted"/> is the number of the others.</param>
/// <param name="Findings">Findings of the checks; errors and uncommented warnings keep the sheet from being submitted.</param>
public sealed record SheetReceipt(
    int Received,
    int Saved,
    int Unchanged,
    int Rejected,
    bool Submitted,
    long Revision,
    IReadOnlyList<FigureError> Errors,
    IReadOnlyList<FormFinding> Findings
)
{
    /// <summary>The number of errors not listed; absent when all are.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public int ErrorsOmitted { get; init; }
}

/// <summary>A value that was refused.</summary>
/// <param name="Value">As sent, at most its first 100 characters.</param>
public sealed record FigureError(string Field, string? Value, string Code, string Message)
{
    private const int MostShown = 100;

    internal static FigureError Of(string field, string? value, string code, string message) =>
        new(Shown(field)!, Shown(value), code, message);

    /// <summary>A text of the message for its answer: an answer does not grow with what is refused.</summary>
    internal static string? Shown(string? text) => text?.Length > MostShown ? text[..MostShown] + "…" : text;
}
