using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Data;
using Portal.Domain.Figures.Reminders;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Entry;
using Portal.Domain.Intake.Mending;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Mail;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Reports.Subscriptions;
using Portal.Domain.Reviews;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Figures.Board;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Organisation;
using Portal.Records;
using Portal.Records.Lists;
using Portal.Tests.Campaigns;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Figures.Ranking;
using Portal.Tests.Rectifications;
using Portal.Tests.Reports;
using Portal.Tests.Reviews;
using Portal.Tests.Standards;
using Portal.Tests.Supervision;
using Portal.Tests.Support;

namespace Portal.Tests.Access.Calls;

/// <summary>A database in which the sample's street has at least one row of everything that readers and services return.</summary>
public sealed class CallWorld : IAsyncLifetime
{
    public const string Heading = "source,caseNo,unitCode,itemCode,acceptedAt\n";

    /// <summary>The name of the actor with the right: the owner of the saved tables.</summary>
    public const string Owner = "right";

    public const string ViewToDelete = "deleted";

    /// <summary>A name of a source that the street holds.</summary>
    public const string Source = "street's source";

    /// <summary>An import profile of the street.</summary>
    public const string Profile = "street's";

    public static readonly DateOnly October = new(2014, 10, 1);

    internal static readonly ReportKey Signed = new(SampleData.Street, new(2014, 9, 1), new(2014, 9, 1));
    internal static readonly ReportKey Unsigned = new(SampleData.Street, October, October);

    // Each move of a sheet has a sheet of its own.
    internal static readonly SheetKey Empty = FullForm.Key(SampleData.Community, October);
    internal static readonly SheetKey Begun = FullForm.Key(SampleData.Community, new(2014, 9, 1));
    internal static readonly SheetKey ToApprove = FullForm.Key(SampleData.Community, new(2014, 8, 1));
    internal static readonly SheetKey Approved = FullForm.Key(SampleData.Community, new(2014, 7, 1));
    internal static readonly SheetKey Reminded = FullForm.Key(SampleData.SecondCommunity, October);
    internal static readonly SheetKey ToWithdraw = FullForm.Key(SampleData.SecondCommunity, new(2014, 9, 1));
    internal static readonly SheetKey ToReturn = FullForm.Key(SampleData.SecondCommunity, new(2014, 8, 1));
    internal static readonly SheetKey ToAmend = FullForm.Key(SampleData.SecondCommunity, new(2014, 7, 1));
    internal static readonly SheetKey Waiting = FullForm.Key(SampleData.SecondCommunity, new(2014, 6, 1));

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-asked-");
    private TestDatabase _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    internal DateOnly Today => _database.Time.Today;

    internal string SavedTable { get; private set; } = "";

    internal string TableToDelete { get; private set; } = "";

    internal IReadOnlyList<int> FailedDrafts { get; private set; } = [];

    internal int KeyToRevoke { get; private set; }

    internal int SubscriptionToEnd { get; private set; }

    internal int FailedMail { get; private set; }

    internal Guid Batch { get; private set; }

    internal Guid BatchToCancel { get; private set; }

    /// <summary>An import with a rejected row.</summary>
    internal Guid BatchWithRows { get; private set; }

    /// <summary>An import with a rejected row that <see cref="RowToMend"/> corrects.</summary>
    internal Guid BatchToMend { get; private set; }

    internal MendedRow RowToMend { get; private set; } = new(0, []);

    internal Guid BatchTried { get; private set; }

    internal Guid Set { get; private set; }

    internal Guid SetToCancel { get; private set; }

    internal Guid SetTried { get; private set; }

    internal long EntryToCorrect { get; private set; }

    internal long EntryToWithdraw { get; private set; }

    internal string StoredFile { get; private set; } = "";

    internal IReadOnlyDictionary<string, int> Users { get; private set; } = new Dictionary<string, int>();

    /// <summary>Yellow cards of the street's community, one for each move.</summary>
    internal IReadOnlyList<long> Cards { get; private set; } = [];

    /// <summary>
    /// Campaigns of the street: one with <see cref="CampaignItems"/>, one for each move of a campaign; the third has no open item.
    /// </summary>
    internal IReadOnlyList<int> Campaigns { get; private set; } = [];

    internal IReadOnlyList<long> CampaignItems { get; private set; } = [];

    /// <summary>Rectification orders to the street's community, one for each move.</summary>
    internal IReadOnlyList<long> Orders { get; private set; } = [];

    /// <summary>A file of evidence of one of them.</summary>
    internal long EvidenceFile { get; private set; }

    /// <summary>Bad reviews of the street's community, one for each move, in the state before it.</summary>
    internal IReadOnlyList<long> Reviews { get; private set; } = [];

    /// <summary>Subscriptions of the street, one for each move; the second is paused.</summary>
    internal IReadOnlyList<int> Webhooks { get; private set; } = [];

    /// <summary>Deliveries of the first subscription that were given up.</summary>
    internal IReadOnlyList<long> GivenUpDeliveries { get; private set; } = [];

    internal T Get<T>()
        where T : notnull => _database.Get<T>();

    internal PortalDb Open() => _database.Open();

    /// <summary>A file of cases of the street's community.</summary>
    internal static MemoryStream File(string caseNo) =>
        new(Encoding.UTF8.GetBytes($"{Heading}s,{caseNo},{SampleData.Community},{SampleData.Licence},2014-10-08\n"));

    internal static ProfileMapping Mapping()
    {
        string[] columns = Heading.Trim().Split(',');
        return MappingGuesser.Of(columns, RecordStream.Cases, [.. columns.Select(_ => (IReadOnlyList<string>)[])]);
    }

    internal static TableQuery Query() =>
        new()
        {
            Unit = SampleData.Street,
            From = October,
            To = October,
            Metrics = [Domain.Metrics.Formulas.MetricName.Accepted],
        };

    public async ValueTask InitializeAsync()
    {
        _database = await MadeUpReports.DatabaseAsync(TestStore.Usual, AddPages);
        await _database.SendAppealsAsync(SampleData.Input("appeal") with { AppealSource = AppealSource.Hotline12345 });
        await FillFiguresAsync();
        await FillReportsAsync();
        await FillMailsAsync();
        await FillImportsAsync();
        await FillEntriesAsync();
        await FillAccountsAsync();
        await FillCardsAsync();
        await FillCampaignsAsync();
        Assert.Null(await Get<UnitHoursSettings>().SetAsync(Actor.System, SampleData.Street, "08:00-16:00", Token));
        await SamplePoints.AddAsync(Open);
        await SampleRanking.AddAsync(Open);
        await FillOrdersAsync();
        await FillReviewsAsync();
        await FillWebhooksAsync();
    }

    public async ValueTask DisposeAsync()
    {
        await _database.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    private void AddPages(IServiceCollection services)
    {
        services.AddSingleton(new ImportStoreOptions(_folder.FullName, 1 << 20));
        var keyFile = Path.Combine(_folder.FullName, "portal.key");
        KeyFile.Create(keyFile);
        services.AddSingleton(new KeyFileOptions(keyFile));
        services.AddSingleton(new WebhookOptions { Hosts = [AllowedHost.Parse("hooks.example.gov.cn")!] });
        services.AddSingleton(new LiveOptions());
        services.AddSingleton<MetricsFeed>();
        services.AddSingleton<LiveReader>();
        services.AddSingleton<LiveResolver>();
        services.AddSingleton<LiveSnapshotCache>();
        services.AddSingleton<FiguresReader>();
        services.AddSingleton<UnitPickReader>();
        services.AddSingleton<RecordMessageImporter>();
        services.AddSingleton<RecordsResolver>();
    }

    private async Task FillFiguresAsync()
    {
        await _database.AddFullFormAsync();
        foreach (var key in (SheetKey[])[Begun, ToApprove, Approved, ToWithdraw, ToReturn, ToAmend, Waiting])
            await _database.TypeAsync(FullForm.Office, key, ("accepted", "10"));
        foreach (var key in (SheetKey[])[ToApprove, ToWithdraw, ToReturn, Waiting])
            Assert.True((await Get<SheetMoves>().SubmitAsync(FullForm.Office, key, Token).DoneAsync()).Submitted);
        foreach (var key in (SheetKey[])[Approved, ToAmend])
            await _database.ApproveAsync(key);
        Assert.Equal(1, await Get<FigureReminders>().RemindByHandAsync(Actor.System, [Reminded], Token).DoneAsync());
        Assert.True(
            await Get<SourcesOfRecord>()
                .SetAsync(Actor.System, SampleData.Community, RecordStream.Cases, new(2014, 6, 1), FigureSource.Reported, Token)
        );
    }

    private async Task FillReportsAsync()
    {
        var basis = (await Get<IReportReader>().OpenAsync(Actor.System, Signed, ReportSamples.Chinese, Token))!.Basis;
        await Get<IReportSigning>().SignAsync(Actor.System, Signed, basis, reason: null, Token).DoneAsync();
        await Get<ReportArchive>().RequestAsync(Actor.System, [SampleData.Street], October, October, ReportSamples.Chinese, Token);
        await FailDraftsAsync();
        var owner = Actors.Of(Owner, Role.Leader, SampleData.StreetId);
        SavedTable = await Get<SavedTables>().SaveAsync(owner, "kept", Query(), scheduled: false, Token).DoneAsync();
        Assert.Null(await Get<SavedViews>().SaveAsync(owner, RecordStream.Cases, "kept", "?open=true", Token));
        Assert.Null(await Get<SavedViews>().SaveAsync(owner, RecordStream.Appeals, ViewToDelete, "", Token));
        TableToDelete = await Get<SavedTables>().SaveAsync(owner, "deleted", Query(), scheduled: false, Token).DoneAsync();
    }

    /// <summary>
    /// Three drafts of the street that could not be built: a call clears one, another has one tried again, and one stays.
    /// </summary>
    private async Task FailDraftsAsync()
    {
        await using var db = _database.Open();
        var months = (DateOnly[])[new(2014, 3, 1), new(2014, 4, 1), new(2014, 5, 1)];
        db.ReportBuilds.AddRange(
            months.Select(month => new ReportBuild
            {
                UnitId = SampleData.StreetId,
                From = month,
                To = month,
                Language = ReportSamples.Chinese.Name,
                State = BuildState.Failed,
                RequestedBy = "system",
                RequestedAt = SampleData.Now,
                FinishedAt = SampleData.Now,
                Error = "no paper",
            })
        );
        await db.SaveChangesAsync(Token);
        FailedDrafts = [.. db.ReportBuilds.Where(b => b.State == BuildState.Failed).OrderBy(b => b.Id).Select(b => b.Id)];
    }

    private async Task FillMailsAsync()
    {
        foreach (var address in (string[])["stays@example.gov.cn", "goes@example.gov.cn"])
            await Get<ReportSubscriptions>().SubscribeAsync(Actor.System, Subscription(address), Token).DoneAsync();
        SubscriptionToEnd = (await Get<ReportSubscriptions>().SubscriptionsAsync(Actor.System, Token))
            .Single(s => s.Input.Address.StartsWith("goes", StringComparison.Ordinal))
            .Id;
        await using var db = Open();
        var mail = new OutgoingMail
        {
            Key = new ReportMailKey(SampleData.StreetId, October, October, SubscriptionToEnd).ToString(),
            To = "stays@example.gov.cn",
            ToName = "stays",
            Subject = "report",
            Body = "report",
            State = MailState.Failed,
        };
        db.OutgoingMails.Add(mail);
        await db.SaveChangesAsync(Token);
        FailedMail = mail.Id;
    }

    internal static SubscriptionInput Subscription(string address) =>
        new(SampleData.Street, ReportSpan.Month, "zh-CN", address, "reader", Attach: false, SignedOnly: false);

    private async Task FillImportsAsync()
    {
        var office = Actors.Of("office", Role.EfficiencyOffice, SampleData.StreetId);
        await Get<ImportProfiles>().SaveAsync(office, Profile, RecordStream.Cases, Mapping(), Token);
        StoredFile = (await Get<ImportStore>().SaveAsync(File("previewed"), Token)).Name;
        Batch = await Get<ImportBatches>().AddAsync(office, new(RecordStream.Cases, "cases.csv", StoredFile), Token);
        BatchToCancel = await Get<ImportBatches>().AddAsync(office, new(RecordStream.Cases, "more.csv", StoredFile), Token);
        (Set, SetToCancel) = (await AddSetAsync(office), await AddSetAsync(office));
        SetTried = await AddSetAsync(office, dryRun: true);
        foreach (var tried in await Get<ImportSets>().ListAsync(office, SetTried, Token))
            await Get<ImportRunner>().RunAsync(tried.Id, Token);
        var wrong = $"{Heading}{Source},mended,nowhere,{SampleData.Licence},2014-10-08\n";
        BatchWithRows = await RunAsync(office, wrong, dryRun: false);
        BatchToMend = await RunAsync(office, wrong, dryRun: false);
        BatchTried = await RunAsync(
            office,
            $"{Heading}{Source},tried,{SampleData.Community},{SampleData.Licence},2014-10-08\n",
            dryRun: true
        );
        await using var db = Open();
        var rejected = await db.RejectedRows.SingleAsync(row => row.BatchId == BatchToMend, Token);
        RowToMend = new(rejected.Id, [Source, "mended", SampleData.Community, SampleData.Licence, "2014-10-08"]);
        db.RejectedRows.Add(
            new()
            {
                BatchId = Batch,
                Line = 2,
                FieldsJson = "[]",
                ErrorsJson = "[]",
            }
        );
        await db.SaveChangesAsync(Token);
    }

    private async Task<Guid> AddSetAsync(Actor office, bool dryRun = false)
    {
        var (name, length) = await Get<ImportStore>().SaveAsync(File("set"), Token);
        var request = new ImportRequest(RecordStream.Cases, "set.csv", name) { Length = length, DryRun = dryRun };
        return await Get<ImportSets>().AddAsync(office, [request], Token);
    }

    private async Task<Guid> RunAsync(Actor office, string text, bool dryRun)
    {
        var (name, length) = await Get<ImportStore>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Token);
        var request = new ImportRequest(RecordStream.Cases, "rows.csv", name) { Length = length, DryRun = dryRun };
        var id = await Get<ImportBatches>().AddAsync(office, request, Token);
        await Get<ImportRunner>().RunAsync(id, Token);
        return id;
    }

    private async Task FillEntriesAsync()
    {
        var clerk = Actors.Of(Owner, Role.Clerk, SampleData.StreetId);
        foreach (var caseNo in (string[])["to correct", "to withdraw"])
            Assert.Empty((await Get<EntryDesk>().EnterAsync(clerk, Entry(caseNo), Token)).Errors);
        await using var db = Open();
        var ids = await db.Records.Where(r => r.CaseNo.StartsWith("to ")).ToDictionaryAsync(r => r.CaseNo, r => r.Id, Token);
        (EntryToCorrect, EntryToWithdraw) = (ids["to correct"], ids["to withdraw"]);
    }

    /// <summary>A case as the window of the street's community enters it.</summary>
    internal static EntryDraft Entry(string caseNo) =>
        new(
            RecordStream.Cases,
            SampleData.Community,
            new Dictionary<RecordField, string>
            {
                [RecordField.CaseNo] = caseNo,
                [RecordField.ItemCode] = SampleData.Licence,
                [RecordField.AcceptedAt] = caseNo == "corrected" ? "2014-10-07" : "2014-10-08",
            }
        );

    private async Task FillAccountsAsync()
    {
        var users = Get<UserAdministration>();
        foreach (var name in (string[])["changed", "disabled", "forgetful"])
        {
            var draft = new UserDraft(name, name, Role.Clerk, SampleData.StreetId);
            Assert.True((await users.CreateAsync(Actor.System, draft, PortalInstance.Password)).Ok);
        }
        Users = (await users.ListAsync(Actor.System, Token)).ToDictionary(u => u.UserName, u => u.Id);
        foreach (var name in (string[])[Source, "test"])
            Assert.Null(await Get<SourceNames>().AssignAsync(Actor.System, name, SampleData.StreetId, Token));
        await Get<ApiKeyring>().CreateAsync(Actor.System, "revoked", SampleData.StreetId, [Permissions.CasesRead], Token);
        KeyToRevoke = (await Get<ApiKeyring>().ListAsync(Actor.System, Token)).Single().Id;
    }

    /// <summary>What the administrator of the street enters for a subscription of its community.</summary>
    internal static WebhookDraft Webhook(string name) =>
        new(name, "https://hooks.example.gov.cn/cards", SampleData.CommunityId, [WebhookEventTypes.CardIssued]);

    private async Task FillWebhooksAsync()
    {
        const int moves = 6;
        for (var i = 0; i < moves; i++)
            await Get<WebhookSubscriptions>().CreateAsync(Actor.System, Webhook($"webhook {i}"), Token).DoneAsync();
        Webhooks = [.. (await Get<WebhookSubscriptions>().ListAsync(Actor.System, Token)).Select(row => row.Id)];
        await Get<WebhookSubscriptions>().PauseAsync(Actor.System, Webhooks[1], seenRevision: 1, Token).DoneAsync();
        await Get<WebhookDeliveries>().TestAsync(Actor.System, Webhooks[0], Token).DoneAsync();
        await Get<WebhookDeliveries>().TestAsync(Actor.System, Webhooks[0], Token).DoneAsync();
        await using var db = Open();
        await db.WebhookDeliveries.ExecuteUpdateAsync(d => d.SetProperty(x => x.State, DeliveryState.GivenUp), Token);
        GivenUpDeliveries = await db.WebhookDeliveries.OrderBy(d => d.Id).Select(d => d.Id).ToListAsync(Token);
    }

    private async Task FillCardsAsync()
    {
        const int moves = 12;
        await SampleCards.AddAsync(Open, [.. Enumerable.Repeat((SampleData.CommunityId, CardLevel.Yellow), moves)]);
        await using var db = Open();
        Cards = [.. db.SupervisionCards.OrderBy(c => c.Id).Select(c => c.Id)];
        foreach (var answered in (long[])[Cards[3], Cards[4]])
            Assert.Null(await Get<CardMoves>().AnswerAsync(Actor.System, answered, "已补办", Token));
        Assert.Null(await Get<CardMoves>().ContestAsync(Actor.System, Cards[5], "误报", Token));
        var owner = Actors.Of(Owner, Role.Clerk, SampleData.StreetId);
        Assert.Null(await Get<CardMoves>().AcknowledgeAsync(owner, Cards[11], Token));
    }

    /// <summary>Items in these states: open, reported, reported, done, open, open.</summary>
    private async Task FillCampaignsAsync()
    {
        var moves = Get<CampaignMoves>();
        var ids = new List<int>();
        foreach (var items in (int[])[6, 1, 1, 1])
            ids.Add((await moves.OrderAsync(Actor.System, SampleCampaign.OfTheStreet(items), Token)).CampaignId);
        Campaigns = ids;
        await using var db = Open();
        CampaignItems = [.. db.CampaignItems.Where(i => i.CampaignId == ids[0]).OrderBy(i => i.Id).Select(i => i.Id)];
        var reports = CampaignItems.Skip(1).Take(3).Select(id => new ItemReport(id, 1));
        Assert.Null(await moves.ReportAsync(Actor.System, ids[0], [.. reports], "", Token));
        Assert.Null(await moves.ConfirmAsync(Actor.System, ids[0], [new(CampaignItems[3], 1)], Token));
        var last = db.CampaignItems.Single(i => i.CampaignId == ids[2]).Id;
        Assert.Null(await moves.DropAsync(Actor.System, ids[2], [new(last, 0)], "不再适用", Token));
    }

    private async Task FillReviewsAsync()
    {
        ReviewState[] states =
        [
            ReviewState.Opened,
            ReviewState.Called,
            ReviewState.Called,
            ReviewState.Mending,
            ReviewState.Mended,
            ReviewState.Disputed,
            ReviewState.Disputed,
            ReviewState.Asked,
            ReviewState.Asked,
        ];
        await SampleReviews.AddAsync(Open, [.. states.Select(_ => SampleData.CommunityId)]);
        Reviews = [.. states.Select((_, i) => i + 1L)];
        foreach (var (id, state) in Reviews.Zip(states))
            await _database.BringAsync(id, state);
    }

    private async Task FillOrdersAsync()
    {
        const int moves = 7;
        var orders = new List<long>();
        for (var i = 0; i < moves; i++)
            orders.Add(await _database.OrderAsync(SampleData.Community));
        Orders = orders;
        foreach (var submitted in (long[])[orders[1], orders[2]])
            await _database.SubmitAsync(submitted);
        EvidenceFile = (await _database.AddAsync(orders[0])).Id;
    }
}
