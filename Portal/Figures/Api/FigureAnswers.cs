using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Figures.Api;

/// <summary>A form as the API tells it: what it asks for the latest month it has a version for.</summary>
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

/// <summary>Where an owed sheet stands.</summary>
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

/// <summary>Figures to save; a value is a number, a text as one would type it, or null to clear the cell.</summary>
/// <param name="Submit">Hand the sheet in afterwards, when every value was taken.</param>
public sealed record SheetMessage(
    IReadOnlyDictionary<string, System.Text.Json.JsonElement>? Values,
    IReadOnlyDictionary<string, string>? Comments,
    bool Submit
)
{
    /// <summary>Null for what is neither a number nor a text.</summary>
    internal static string? Text(System.Text.Json.JsonElement value) =>
        value.ValueKind switch
        {
            System.Text.Json.JsonValueKind.String => value.GetString(),
            System.Text.Json.JsonValueKind.Number => value.GetRawText(),
            System.Text.Json.JsonValueKind.Null => "",
            _ => null,
        };
}

/// <summary>What became of the values sent.</summary>
/// <param name="Findings">What the checks say of the sheet now; errors and uncommented warnings keep it from being submitted.</param>
public sealed record SheetReceipt(
    int Received,
    int Saved,
    int Unchanged,
    int Rejected,
    bool Submitted,
    long Revision,
    IReadOnlyList<FigureError> Errors,
    IReadOnlyList<FormFinding> Findings
);

/// <summary>A value that was not taken.</summary>
public sealed record FigureError(string Field, string? Value, string Code, string Message);
