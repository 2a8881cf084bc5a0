using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.JSInterop;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Figures.Forms;

/// <summary>Edits one form: shows each problem at once, at its place; saving makes a version from a month on.</summary>
public sealed partial class FormEditorPage
{
    /// <summary>The address has it in place of a code; no form can have it, codes are in small letters.</summary>
    public const string New = "New";

    private static readonly string[] s_head = ["code", "name", "kinds", "stream", "deadlineWorkday", "fromMonth", "lastMonth"];

    private string? _opened;
    private EditedForm? _form;
    private FormInUse? _stored;
    private DateOnly? _submitted;
    private FormEditor? _editor;
    private IReadOnlyList<FormProblem> _problems = [];
    private FormDefinition? _sound;
    private string _message = "";
    private bool _changed;
    private bool _preview;
    private bool _unknown;
    private bool _may;
    private bool _busy;
    private SheetsAtOnce? _asked;

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required IFigureReferences Forms { get; set; }

    [Inject]
    public required FormWriter Writer { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required NavigationManager Navigation { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [Parameter]
    public required string FormCode { get; set; }

    private FormFormatter Formatter => field ??= new(Text);

    private string VersionText =>
        _stored is null ? Text["form.version.first"]
        : _submitted is { } month
            ? Text[
                "form.version.after",
                Days.ToMonthText(month),
                string.Join(Text["sheet.and"], _stored.Versions.Select(v => Days.ToMonthText(v.FromMonth)))
            ]
        : Text["form.version.any", string.Join(Text["sheet.and"], _stored.Versions.Select(v => Days.ToMonthText(v.FromMonth)))];

    protected override async Task OnParametersSetAsync()
    {
        if (_opened == FormCode)
            return;
        _opened = FormCode;
        var actor = await Actors.GetAsync();
        _may = await Opening.ReadAsync("may", () => Writer.MayWriteAsync(actor));
        await OpenAsync();
    }

    private async Task OpenAsync()
    {
        await ReloadAsync();
        _unknown = _stored is null && FormCode != New;
        if (_unknown)
            return;
        _form = _stored is null ? EditedForm.New(Days.MonthStart(Time.Today)) : EditedForm.Of(_stored, FirstPossible(_stored));
        if (_form.LastMonth < _form.FromMonth)
            _form.LastMonth = null; // a form that has ended begins again
        _changed = false;
        Validate();
    }

    // After the last submitted month, and not before the latest version.
    private DateOnly FirstPossible(FormInUse form)
    {
        var latest = form.Versions[^1].FromMonth;
        return _submitted is { } month && month >= latest ? month.AddMonths(1) : latest;
    }

    private void Set(Action change)
    {
        change();
        Changed();
    }

    private void Changed()
    {
        (_changed, _message, _asked) = (true, "", null);
        Validate();
        StateHasChanged();
    }

    private void Validate()
    {
        var draft = _form!.ToDraft();
        Show(draft.Problems());
        if (
            !_problems.Any(p =>
                p.Path.StartsWith("sections", StringComparison.Ordinal) || p.Path.StartsWith("checks", StringComparison.Ordinal)
            )
        )
            _sound = draft.Definition;
    }

    private void Show(IReadOnlyList<FormProblem> problems)
    {
        _problems = problems;
        _editor = new(_form!, problems.ToLookup(p => p.Path, StringComparer.Ordinal), Changed);
    }

    private async Task SaveAsync()
    {
        if (_busy)
            return;
        _busy = true;
        try
        {
            var draft = _form!.ToDraft();
            var actor = await Actors.GetAsync();
            if (_asked is null && draft.Problems().Count == 0 && await Writer.OwedAtOnceAsync(actor, draft) is { Overdue: > 0 } owed)
            {
                _asked = owed;
                return;
            }
            _asked = null;
            var problems = await Writer.SaveAsync(actor, draft);
            Show(problems);
            if (problems.Count > 0)
                return;
            _changed = false;
            _message = Text["form.saved", Days.ToMonthText(draft.FromMonth)];
            if (_form.Exists)
                await ReloadAsync();
            else
                Navigation.NavigateTo($"{PortalUrls.Forms}/{draft.Code}");
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task ReloadAsync() => (_stored, _submitted) = await Opening.ReadAsync("form", ReadAsync);

    private async Task<(FormInUse? Stored, DateOnly? Submitted)> ReadAsync()
    {
        var stored = (await Forms.GetAsync()).Find(FormCode);
        return (stored, stored is null ? null : await Writer.LastSubmittedAsync(await Actors.GetAsync(), FormCode));
    }

    private async Task AskBeforeLeavingAsync(LocationChangingContext leaving)
    {
        if (_changed && !await Js.InvokeAsync<bool>("confirm", Text["form.leave"].Value))
            leaving.PreventNavigation();
    }

    private static RecordStream? StreamOf(ChangeEventArgs change) =>
        Enum.TryParse<RecordStream>((string?)change.Value, out var stream) ? stream : null;

    private static int NumberOf(ChangeEventArgs change) =>
        int.TryParse(Convert.ToString(change.Value, CultureInfo.InvariantCulture), CultureInfo.InvariantCulture, out var number)
            ? number
            : 0;
}
