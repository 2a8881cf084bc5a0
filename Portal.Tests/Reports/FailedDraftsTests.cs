using Bunit;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Subscriptions;
using Portal.Jobs.Reports;
using Portal.Reports.Monthly;
using Portal.Tests.Support;
using static Portal.Tests.Reports.MadeUpReports;

namespace Portal.Tests.Reports;

/// <summary>Drafts that could not be built: shown, tried again by themselves and on request, and cleared.</summary>
public sealed class FailedDraftsTests
{
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    /// <summary>The clock of a server jumps forty days ahead, every draft of that day fails, and the clock comes back.</summary>
    [Theory, Databases]
    public async Task Drafts_ThatFailedWhileTheClockWasAhead_AreTriedAgainWhenItIsBack(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        database.Clock.AdjustTime(Later.AddDays(30));
        Fail(database, 100);
        await RunAsync(database);
        var failed = await database.Get<FailedDrafts>().ReadAsync(s_office, Token);
        Assert.Equal(9, failed.Count);

        database.Clock.AdjustTime(Later);
        Assert.Equal(9, await database.Get<FailedDraftCount>().CountAsync(Token));
        Assert.True(await database.Get<ReportBuilds>().AnyAsync(Token));
        Failures(database).Clear();
        await database.Get<ReportBuilder>().BuildWaitingAsync(Token);
        Assert.Equal(0, await database.Get<FailedDraftCount>().CountAsync(Token));
    }

    [Theory, Databases]
    public async Task Draft_ClaimedWhileTheClockWasAhead_IsBuiltWhenItIsBack(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        await database.Get<DayBuilds>().RequestAsync(Token);
        database.Clock.AdjustTime(Later.AddDays(40));
        await database.Get<ReportBuilds>().ClaimAsync(Token); // and its process dies

        database.Clock.AdjustTime(Later);
        Assert.Equal(1, await database.Get<ReportBuilds>().ReleaseAbandonedAsync(cancellation: Token));
        Assert.Equal(0, await database.Get<ReportBuilds>().ReleaseAbandonedAsync(cancellation: Token));
        var claim = await database.Get<ReportBuilds>().ClaimAsync(Token);
        Assert.Equal(0, await database.Get<ReportBuilds>().ReleaseAbandonedAsync(cancellation: Token));
        Assert.NotNull(claim);
    }

    [Theory, Databases]
    public async Task Draft_BuiltWhileTheClockWasAhead_IsBuiltAnewOnItsDay(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        database.Clock.AdjustTime(SampleData.Local(2014, 12, 5));
        await RunAsync(database); // November's, a month early

        database.Clock.AdjustTime(Later);
        database.Clock.AdjustTime(SampleData.Local(2014, 12, 1, 7));
        Assert.Equal(9, await database.Get<DayBuilds>().RequestAsync(Token));
    }

    [Theory, Databases]
    public async Task Draft_ThatKeepsFailing_IsTriedHourlyForTwoDaysThenDaily(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        Fail(database, 1);
        await RunAsync(database);
        var builds = database.Get<ReportBuilds>();
        Assert.False(await builds.AnyAsync(Token));
        database.Clock.Advance(TimeSpan.FromMinutes(61));
        Assert.True(await builds.AnyAsync(Token));

        database.Clock.Advance(TimeSpan.FromDays(3));
        Fail(database, 1);
        await database.Get<ReportBuilder>().BuildWaitingAsync(Token);
        database.Clock.Advance(TimeSpan.FromHours(23));
        Assert.False(await builds.AnyAsync(Token));
        database.Clock.Advance(TimeSpan.FromHours(2));
        Assert.True(await builds.AnyAsync(Token));
    }

    [Theory, Databases]
    public async Task Draft_ThatFailed_IsTriedAgainOrClearedByWhoeverMayWriteIt(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        Fail(database, 100);
        await RunAsync(database);
        var drafts = database.Get<FailedDrafts>();
        var street = Actors.Of("street", Role.Leader, SampleData.StreetId);

        Assert.Equal(3, (await drafts.ReadAsync(street, Token)).Count);
        Assert.Equal(0, await drafts.RetryAsync(street, id: null, Token));
        Assert.Equal(0, await drafts.ClearAsync(street, id: null, Token));

        var all = await drafts.ReadAsync(s_office, Token);
        Assert.Equal((9, 9), (all.Count, all.Latest.Count));
        Assert.All(all.Latest, d => Assert.Equal(("no paper", Later), (d.Reason, d.FailedAt)));
        Assert.Equal(1, await drafts.RetryAsync(s_office, all.Latest[0].Id, Token));
        Assert.Equal(1, await drafts.ClearAsync(s_office, all.Latest[1].Id, Token));
        Assert.Equal(7, await drafts.ClearAsync(s_office, id: null, Token));
        Assert.Equal(0, (await drafts.ReadAsync(s_office, Token)).Count);
        await using var db = database.Open();
        var left = await db.ReportBuilds.SingleAsync(Token);
        Assert.Equal(("office", BuildState.Waiting), (left.RequestedBy, left.State));
    }

    [Theory, Databases]
    public async Task Draft_ThatWasBuiltBeforeItFailed_KeepsItsFilesWhenCleared(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        await RunAsync(database);
        await database.SendCasesAsync(SampleData.Input("2"));
        Fail(database, 1);
        await database
            .Get<ReportArchive>()
            .RequestAsync(Actor.System, [SampleData.District], October.From, October.To, ReportSamples.Chinese, Token);
        await database.Get<ReportBuilder>().BuildWaitingAsync(Token);
        Assert.Equal(1, await database.Get<FailedDrafts>().ClearAsync(s_office, id: null, Token));
        await using var db = database.Open();
        Assert.All(
            await db.ReportBuilds.Include(b => b.Files).ToListAsync(Token),
            b => Assert.Equal((BuildState.Done, 2), (b.State, b.Files.Count))
        );
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Page_WithFailedDrafts_ShowsTheReasonAndTriesThemAgain()
    {
        await using var database = await DatabaseAsync(TestStore.Usual);
        Fail(database, 100);
        await RunAsync(database);
        await using var harness = new ReportPageHarness(database);
        var page = harness.Open<ReportsPage>("/reports?unit=350103&month=2014-10");
        page.WaitForElement("[data-failed='9']");
        Assert.Contains("no paper", page.Find("[data-failed]").TextContent, StringComparison.Ordinal);

        await page.Find("[data-draft] [data-do=clear]").ClickAsync(new());
        page.WaitForElement("[data-failed='8']");
        await page.Find("[data-do=retry-all]").ClickAsync(new());
        page.WaitForState(() => page.FindAll("[data-failed]").Count == 0);
        await using var db = database.Open();
        Assert.Equal(8, await db.ReportBuilds.CountAsync(b => b.State == BuildState.Waiting, Token));
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Page_ForAReader_ShowsFailuresWithoutButtons()
    {
        await using var database = await DatabaseAsync(TestStore.Usual);
        Fail(database, 100);
        await RunAsync(database);
        await using var harness = new ReportPageHarness(database, Role.Leader);
        var page = harness.Open<ReportsPage>("/reports?unit=350103&month=2014-10");
        page.WaitForElement("[data-failed='9']");
        Assert.Empty(page.FindAll("[data-failed] button"));
    }

    private static System.Collections.Concurrent.ConcurrentQueue<Exception?> Failures(TestDatabase database) =>
        database.Get<MadeUpRenderer>().Failures;

    private static void Fail(TestDatabase database, int times)
    {
        for (var i = 0; i < times; i++)
            Failures(database).Enqueue(new InvalidOperationException("no paper"));
    }

    private static Task RunAsync(TestDatabase database) =>
        new BuildReportsJob(database.Get<DayBuilds>(), database.Get<ReportBuilder>()).RunAsync(Token);
}
