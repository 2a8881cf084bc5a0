using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.JSInterop;
using MudBlazor;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Entry;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Intake.Entry;

/// <summary>
/// Records entered one by one with the keyboard: item by code, name or pinyin initials, F2 for now, F8 for closed on the spot, Enter for
/// the next. Below it is what the person entered today.
/// </summary>
public sealed partial class EntryPage : IAsyncDisposable
{
    /// <summary>The longest text of a field, in characters.</summary>
    private const int MostTyped = 200;

    private const int MostFound = 20;

    private readonly ComponentLifetime _gone = new();
    private readonly Dictionary<RecordField, string> _texts = [];
    private UnitScope _scope = UnitScope.Nothing;
    private Actor _actor = Actor.Nobody;
    private ElementReference _form;
    private MudAutocomplete<FoundItem>? _itemBox;
    private IJSObjectReference? _script;
    private FoundItem? _item;
    private string _itemText = "";
    private EnteredRecord? _edited;
    private IReadOnlyList<EnteredRecord> _today = [];
    private IReadOnlyList<RowError> _errors = [];
    private string? _unit;
    private string _unitName = "";
    private string _reason = "";
    private string? _said;
    private bool _busy;
    private bool _attached;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required EntryDesk Desk { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IJSRuntime Js { get; set; }

    [SupplyParameterFromQuery(Name = "stream")]
    public string? StreamText { get; set; }

    [SupplyParameterFromQuery(Name = "unit")]
    public string? UnitCode { get; set; }

    private RecordStream Stream { get; set; }

    private IEnumerable<RecordField> Fields => EntryDraft.Fields(Stream).Where(f => f != RecordField.ItemCode);

    protected override async Task OnParametersSetAsync()
    {
        var (stream, unit) = (Stream, _unit);
        _actor = await Actors.GetAsync();
        Stream =
            StreamText == "appeals" && May(RecordStream.Appeals) || !May(RecordStream.Cases) ? RecordStream.Appeals : RecordStream.Cases;
        _scope = _actor.ScopeFor(RecordPermissions.Write(Stream));
        (_unit, _unitName, _today) = await Opening.ReadAsync("entry", ReadAsync);
        // Records of another stream have other fields; a record that is being corrected is of the unit before.
        if (_texts.Count == 0 || stream != Stream || (_edited is not null && unit != _unit))
            await EmptyAsync();
    }

    protected override async Task OnAfterRenderAsync(bool firstRender)
    {
        if (_unit is null || _attached)
            return;
        _attached = true;
        try
        {
            _script = await Js.InvokeAsync<IJSObjectReference>("import", "./Intake/Entry/EntryPage.razor.js");
            await _script.InvokeVoidAsync("attach", _form);
        }
        catch (JSDisconnectedException)
        {
            // The browser disconnected.
        }
    }

    public async ValueTask DisposeAsync()
    {
        await _gone.CancelAsync();
        _gone.Dispose();
        if (_script is null)
            return;
        try
        {
            await _script.DisposeAsync();
        }
        catch (JSDisconnectedException)
        {
            // The browser disconnected.
        }
    }

    private async Task<(string? Unit, string Name, IReadOnlyList<EnteredRecord> Today)> ReadAsync()
    {
        var units = (await References.GetAsync(_gone.Token)).Units;
        var asked = UnitCode is { } code && units.Find(code) is { } named && _scope.Contains(units, named.Id, Time.Today) ? named : null;
        var unit = asked ?? _scope.TopsAt(units, Time.Today).FirstOrDefault();
        return unit is null
            ? (null, "", [])
            : (unit.Code, units.NameAt(unit.Id, Time.Today), await Desk.OfTodayAsync(_actor, Stream, _gone.Token));
    }

    private bool May(RecordStream stream) => _actor.May(RecordPermissions.Write(stream));

    private static string Address(RecordStream stream, string? unit) =>
        PortalUrls.Entry
        + (stream == RecordStream.Appeals ? "?stream=appeals" : "?stream=cases")
        + (unit is null ? "" : $"&unit={Uri.EscapeDataString(unit)}");

    private Task<IEnumerable<FoundItem>> SearchItemsAsync(string? text, CancellationToken cancellation)
    {
        // An item that is chosen already is shown as its code and name; then the first items are offered.
        var wanted = _item is { } chosen && text == $"{chosen.Code} {chosen.Name}" ? "" : text ?? "";
        return Task.FromResult<IEnumerable<FoundItem>>(ItemSearch.Find(References.Latest.Items, wanted, Time.Today, MostFound));
    }

    private Task SaveAsync() => SaveAsync(onTheSpot: false);

    private Task SaveOnTheSpotAsync() => SaveAsync(onTheSpot: true);

    private async Task SaveAsync(bool onTheSpot)
    {
        if (_busy || _unit is not { } unit)
            return;
        _busy = true;
        try
        {
            if (TextOf(RecordField.AcceptedAt).Length == 0 && _edited is null)
                SetNow(RecordField.AcceptedAt);
            if (onTheSpot)
            {
                _texts[RecordField.ClosedAt] = TextOf(RecordField.AcceptedAt);
                _texts[RecordField.Outcome] = ValueSpellings.Outcomes.Codes[(int)CaseOutcome.Completed - 1];
            }
            _actor = await Actors.GetAsync(); // rights may have changed
            var draft = new EntryDraft(
                Stream,
                _edited is { } old ? References.Latest.Units.Find(old.Record.UnitId)!.Code : unit,
                new Dictionary<RecordField, string>(_texts) { [RecordField.ItemCode] = _item?.Code ?? _itemText }
            );
            var result = _edited is { } edited
                ? await Desk.CorrectAsync(_actor, edited.Record.Id, draft, _reason, CancellationToken.None)
                : await Desk.EnterAsync(_actor, draft, CancellationToken.None);
            await ShowAsync(result, _edited is null ? "entered" : "changed");
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task WithdrawAsync()
    {
        if (_busy || _edited is not { } edited)
            return;
        _busy = true;
        try
        {
            _actor = await Actors.GetAsync();
            await ShowAsync(await Desk.WithdrawAsync(_actor, Stream, edited.Record.Id, _reason, CancellationToken.None), "withdrawn");
        }
        finally
        {
            _busy = false;
        }
    }

    private async Task ShowAsync(EntryResult result, string done)
    {
        (_errors, _said) = (result.Errors, null);
        if (result.CaseNo is not { } caseNo)
            return;
        await ClearAsync();
        _said = Text[done, caseNo];
        _today = await Desk.OfTodayAsync(_actor, Stream, _gone.Token);
    }

    private async Task ClearAsync()
    {
        await EmptyAsync();
        if (_itemBox is { } box)
            await box.FocusAsync();
    }

    private async Task EmptyAsync()
    {
        Clear();
        if (_itemBox is { } box)
            await box.ClearAsync();
    }

    private void Clear()
    {
        var channel = _texts.GetValueOrDefault(RecordField.Channel, ValueSpellings.Channels.Codes[(int)Channel.Window - 1]);
        _texts.Clear();
        _texts[RecordField.Channel] = channel;
        (_item, _itemText, _edited, _reason, _errors, _said) = (null, "", null, "", [], null);
    }

    private async Task EditAsync(EnteredRecord entered)
    {
        Clear();
        var record = entered.Record;
        _edited = entered;
        _texts[RecordField.CaseNo] = record.CaseNo;
        _texts[RecordField.Channel] = ValueSpellings.Channels.Codes[(int)record.Channel - 1];
        _texts[RecordField.AcceptedAt] = When(record.AcceptedAt);
        _texts[RecordField.ClosedAt] = When(record.ClosedAt);
        _texts[RecordField.Outcome] = record.Outcome is { } outcome ? ValueSpellings.Outcomes.Codes[(int)outcome - 1] : "";
        _texts[RecordField.Satisfaction] = record.Satisfaction?.ToString(CultureInfo.InvariantCulture) ?? "";
        if (Stream == RecordStream.Appeals)
        {
            _texts[RecordField.AppealSource] = record.AppealSource is { } source ? ValueSpellings.AppealSources.Codes[(int)source - 1] : "";
            _texts[RecordField.FirstReplyAt] = When(record.FirstReplyAt);
        }
        _item = record.ItemId is { } item ? new(References.Latest.Items.Find(item)!.Code, NameOf(record)) : null;
        if (_itemBox is { } box)
            await box.FocusAsync();
    }

    private static bool IsTime(RecordField field) => field is RecordField.AcceptedAt or RecordField.ClosedAt or RecordField.FirstReplyAt;

    private IEnumerable<(string Code, string Name)>? ChoicesOf(RecordField field) =>
        field switch
        {
            RecordField.Channel => Named<Channel>(ValueSpellings.Channels.Codes, channel => Metric[$"channel.{channel}"]),
            RecordField.Outcome => Named<CaseOutcome>(ValueSpellings.Outcomes.Codes, outcome => Words[$"outcome.{outcome}"]),
            RecordField.AppealSource => Named<AppealSource>(ValueSpellings.AppealSources.Codes, source => Words[$"appealSource.{source}"]),
            RecordField.Satisfaction => ValueSpellings.Grades.Codes.Select(grade => (grade, Words[$"rating.{grade}"].Value)),
            RecordField.Source
            or RecordField.CaseNo
            or RecordField.UnitCode
            or RecordField.UnitName
            or RecordField.ItemCode
            or RecordField.ItemName
            or RecordField.DepartmentCode
            or RecordField.DepartmentName
            or RecordField.AcceptedAt
            or RecordField.ClosedAt
            or RecordField.DueAt
            or RecordField.FirstReplyAt
            or RecordField.UpdatedAt
            or RecordField.Suspensions
            or RecordField.ExtensionDays
            or RecordField.ServiceMode => null,
        };

    // Codes are in the order of the values.
    private static IEnumerable<(string Code, string Name)> Named<T>(IReadOnlyList<string> codes, Func<T, string> name)
        where T : struct, Enum => codes.Zip(Enum.GetValues<T>().Select(name));

    private static string IdOf(RecordField field) => "entry-" + RecordFields.NameOf(field);

    private string TextOf(RecordField field) => _texts.GetValueOrDefault(field, "");

    private void Set(RecordField field, ChangeEventArgs change) => _texts[field] = change.Value?.ToString() ?? "";

    private void SetNow(RecordField field) => _texts[field] = When(Time.Now);

    private bool IsShownAtItsField(RowError error) =>
        error.Field is "itemCode" or "reason" || Fields.Any(f => RecordFields.NameOf(f) == error.Field);

    private string When(DateTimeOffset? at) => at is { } known ? Time.ToText(known) : "";

    private string Clock(DateTimeOffset at) => Time.ToLocal(at).ToString("HH:mm", CultureInfo.InvariantCulture);

    private string NameOf(ServiceRecord record) =>
        record.ItemId is { } item ? References.Latest.Items.NameAt(item, record.AcceptedDay) : "";

    private string State(EnteredRecord row) =>
        row.IsWithdrawn ? Text["state.withdrawn"]
        : row.Record.ClosedAt is null ? Text["state.open"]
        : Text["state.closed"];
}
