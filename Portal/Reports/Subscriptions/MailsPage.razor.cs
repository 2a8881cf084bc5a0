using System.Globalization;
using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Mail;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Subscriptions;
using Portal.Domain.Shared;
using Portal.Figures.Board;
using Portal.Organisation;
using Portal.Reports.Common;
using Portal.Reports.CustomTables;

namespace Portal.Reports.Subscriptions;

/// <summary>Subscriptions to reports, the mails sent for them, and the progress of the drafts being built.</summary>
public sealed partial class MailsPage : IDisposable
{
    private static readonly ReportSpan[] s_spans = [ReportSpan.Month, ReportSpan.YearToMonth, ReportSpan.Quarter, ReportSpan.Year];
    private static readonly TimeSpan s_lookEvery = TimeSpan.FromSeconds(2);

    private readonly ComponentLifetime _gone = new();
    private ReportPhrases _words = default!;
    private IReadOnlyList<SubscriptionRow>? _subscriptions;
    private IReadOnlyList<ReportMail>? _mails;
    private BuildProgress? _progress;
    private string _name = "";
    private string _address = "";
    private string _unit = "";
    private ReportSpan _span = ReportSpan.YearToMonth;
    private string _language = "zh-CN";
    private bool _attach = true;
    private bool _signedOnly = true;
    private DateOnly _month;
    private bool _sinceJanuary = true;
    private string? _problem;
    private string? _built;
    private bool _mayWrite;
    private bool _busy;

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required ReportSubscriptions Subscriptions { get; set; }

    [Inject]
    public required ReportArchive Archive { get; set; }

    [Inject]
    public required UnitPickReader Units { get; set; }

    [Inject]
    public required IFigureReferences Figures { get; set; }

    [Inject]
    public required ILogger<MailsPage> Log { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    protected override async Task OnInitializedAsync()
    {
        _words = new(Text, Time);
        var actor = await Actors.GetAsync();
        _mayWrite = actor.May(Permissions.ReportsWrite);
        _unit = await Opening.ReadAsync(
            "top",
            async () => (await Units.TopAsync(actor.ScopeFor(Permissions.ReportsRead), _gone.Token))?.Code ?? ""
        );
        _month = await Opening.ReadAsync(
            "due",
            async () => FiguresReader.DueMonth((await Figures.GetAsync(_gone.Token)).Forms, Time.Today)
        );
        await LoadAsync();
        if (RendererInfo.IsInteractive)
            _ = FollowAsync();
    }

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task LoadAsync() => (_subscriptions, _mails, _progress) = await Opening.ReadAsync("mails", ReadAsync);

    private async Task<(IReadOnlyList<SubscriptionRow> Subscriptions, IReadOnlyList<ReportMail> Mails, BuildProgress? Progress)> ReadAsync()
    {
        var actor = await Actors.GetAsync();
        return (
            await Subscriptions.SubscriptionsAsync(actor, _gone.Token),
            await Subscriptions.MailsAsync(actor, cancellation: _gone.Token),
            await Archive.ProgressAsync(actor, _gone.Token)
        );
    }

    /// <summary>Reads again while drafts are being built.</summary>
    private async Task FollowAsync()
    {
        try
        {
            using var timer = new PeriodicTimer(s_lookEvery, Clock);
            while (await timer.WaitForNextTickAsync(_gone.Token))
            {
                if (_progress is null or { IsOver: true })
                    continue;
                await ReadProgressAsync();
                await InvokeAsync(StateHasChanged);
            }
        }
        catch (Exception gone) when (gone is OperationCanceledException or ObjectDisposedException)
        {
            // The reader has left.
        }
    }

    private async Task ReadProgressAsync()
    {
        try
        {
            _progress = await Archive.ProgressAsync(await Actors.GetAsync(), _gone.Token);
        }
        catch (Exception failed) when (!_gone.IsCancellationRequested && failed is not OutOfMemoryException)
        {
            Log.LogWarning(failed, "The progress of the drafts could not be read; the page asks again.");
        }
    }

    private Task SubscribeAsync() =>
        TryAsync(async actor =>
        {
            var input = new SubscriptionInput(_unit, _span, _language, _address.Trim(), _name.Trim(), _attach, _signedOnly);
            if (await Subscriptions.SubscribeAsync(actor, input, _gone.Token) is { } refusal)
                _problem = refusal.Text;
            else
                (_name, _address) = ("", "");
        });

    private Task UnsubscribeAsync(int id) => TryAsync(actor => Subscriptions.UnsubscribeAsync(actor, id, _gone.Token));

    private Task RetryAsync(int id) => TryAsync(actor => Subscriptions.RetryAsync(actor, id, _gone.Token));

    private Task BuildAsync() =>
        TryAsync(async actor =>
        {
            var last = Days.MonthStart(_month);
            var count = await Archive.RequestAsync(
                actor,
                units: null,
                _sinceJanuary ? new(last.Year, 1, 1) : last,
                last,
                CultureInfo.CurrentUICulture,
                _gone.Token
            );
            _built = Text["builds.asked", count];
        });

    private async Task TryAsync(Func<Actor, Task> act)
    {
        if (_busy)
            return;
        (_busy, _problem, _built) = (true, null, null);
        await act(await Actors.GetAsync()); // rights may have changed since the page was opened
        _busy = false;
        await LoadAsync();
    }

    private static string? Language(SubscriptionRow row) => ReportPhrases.Languages.FirstOrDefault(l => l.Code == row.Input.Language).Name;

    private string Way(SubscriptionRow row) =>
        Text[row.Input.Attach ? "subscriptions.attach" : "subscriptions.link"]
        + (row.Input.SignedOnly ? Text["subscriptions.and.signed"] : Text["subscriptions.and.draft"]);

    private string Report(ReportMail mail) => $"{mail.Table?.Name} {mail.UnitName} {_words.Period(KeyOf(mail))}".Trim();

    private static string AddressOf(ReportMail mail) =>
        mail.Table is { } table ? TableAddress.Of(table, mail.To) : ReportsAddress.Of(KeyOf(mail)).ToUri();

    private static ReportKey KeyOf(ReportMail mail) => new(mail.Unit, mail.From, mail.To);

    private static string? Colour(MailState state) =>
        state switch
        {
            MailState.Sent => "good",
            MailState.Failed => "red-card",
            MailState.Uncertain => "warning",
            MailState.Waiting or MailState.Sending => null,
        };

    private static string Sign(MailState state) =>
        state switch
        {
            MailState.Sent => "✓",
            MailState.Failed => "✕",
            MailState.Uncertain => "!",
            MailState.Waiting or MailState.Sending => "○",
        };
}
