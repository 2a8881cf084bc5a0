using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Subscriptions;
using Portal.Jobs.Reports;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Reports.MadeUpReports;

namespace Portal.Tests.Reports;

/// <summary>Eight units are in force in October 2014; the district has a report of January to October besides.</summary>
public sealed class BuildingTests
{
    private const int All = 9;

    private static readonly DateOnly s_october = new(2014, 10, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Job_OnItsDay_BuildsEveryUnitOnce(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        database.Clock.AdjustTime(SampleData.Local(2014, 11, 1, 5, 59));
        await RunAsync(database.Services);
        Assert.Empty(await BuildsAsync(database));

        database.Clock.AdjustTime(SampleData.Local(2014, 11, 1, 6));
        await RunAsync(database.Services);
        var built = await BuildsAsync(database);
        Assert.Equal(All, built.Count);
        Assert.All(built, b => Assert.Equal((BuildState.Done, 2), (b.State, b.Files.Count)));
        Assert.All(built.SelectMany(b => b.Files), f => Assert.Equal(ReportFiles.Hash(f.Content), f.Hash));
        Assert.Equal(new(2014, 1, 1), Assert.Single(built, b => b.From != b.To).From);

        database.Clock.Advance(TimeSpan.FromHours(1));
        await RunAsync(database.Services);
        Assert.Equal(built.Select(b => b.FinishedAt), (await BuildsAsync(database)).Select(b => b.FinishedAt));
        Assert.Equal(new(0, 0, All, 0), await database.Get<ReportArchive>().ProgressAsync(Actor.System, Token));
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Job_DownOnTheDay_MakesUpForItWithinTenDays()
    {
        await using var database = await DatabaseAsync(TestStore.Usual);
        database.Clock.AdjustTime(SampleData.Local(2014, 11, 11, 6));
        await RunAsync(database.Services);
        Assert.Empty(await BuildsAsync(database));

        database.Clock.AdjustTime(SampleData.Local(2014, 11, 11, 5, 59));
        await RunAsync(database.Services);
        Assert.Equal(All, (await BuildsAsync(database)).Count);
    }

    /// <summary>Two processes, and each runs the job twice: every draft is built once.</summary>
    [Theory, Databases]
    public async Task Job_TwiceInTwoProcessesAtOnce_BuildsEveryUnitOnce(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        await using var other = OtherProcess(database);

        await Task.WhenAll(new IServiceProvider[] { database.Services, other, database.Services, other }.Select(RunAsync));

        var built = await BuildsAsync(database);
        Assert.Equal(All, built.Count);
        Assert.All(built, b => Assert.Equal((BuildState.Done, 2), (b.State, b.Files.Count)));
        Assert.Equal(All, database.Get<MadeUpRenderer>().Renderings + other.GetRequiredService<MadeUpRenderer>().Renderings);
    }

    [Theory, Databases]
    public async Task Build_FailingAfterTheFirstFile_LeavesNoHalfAndIsTriedAgain(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var renderer = database.Services.GetServices<IReportRenderer>().OfType<MadeUpRenderer>().Single(r => r.Format == ReportFormat.Xlsx);
        renderer.Failures.Enqueue(new InvalidOperationException("no more\npaper"));
        await RunAsync(database.Services);

        var failed = Assert.Single(await BuildsAsync(database), b => b.State != BuildState.Done);
        Assert.Equal((BuildState.Failed, "no more paper", 0), (failed.State, failed.Error, failed.Files.Count));
        Assert.Equal(new(0, 0, All - 1, 1), await database.Get<ReportArchive>().ProgressAsync(Actor.System, Token));

        database.Clock.Advance(TimeSpan.FromMinutes(59));
        await RunAsync(database.Services);
        Assert.Single(await BuildsAsync(database), b => b.State == BuildState.Failed);
        database.Clock.Advance(TimeSpan.FromMinutes(2));
        await RunAsync(database.Services);
        Assert.All(await BuildsAsync(database), b => Assert.Equal((BuildState.Done, 2, null), (b.State, b.Files.Count, b.Error)));
    }

    /// <summary>A process that is killed leaves a claimed row, and nothing of its renderings.</summary>
    [Theory, Databases]
    public async Task Build_ProcessKilledInTheMiddle_IsBuiltByAnotherAndTheDeadOneChangesNothing(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        await database.Get<DayBuilds>().RequestAsync(Token);
        var left = await database.Get<ReportBuilds>().ClaimAsync(Token);

        await RunAsync(database.Services);
        Assert.Equal(BuildState.Running, Assert.Single(await BuildsAsync(database), b => b.State != BuildState.Done).State);

        database.Clock.Advance(TimeSpan.FromMinutes(11));
        await RunAsync(database.Services);
        var built = await BuildsAsync(database);
        Assert.All(built, b => Assert.Equal((BuildState.Done, 2), (b.State, b.Files.Count)));

        var late = new BuiltFile
        {
            BuildId = left!.Id,
            Format = ReportFormat.Docx,
            Content = [1],
            Hash = "late",
        };
        Assert.False(await database.Get<ReportBuilds>().DoneAsync(left, "late", [late], Token));
        Assert.Equal(
            built.SelectMany(b => b.Files).Select(f => f.Hash),
            (await BuildsAsync(database)).SelectMany(b => b.Files).Select(f => f.Hash)
        );
    }

    [Theory, Databases]
    public async Task Sweep_AtTheStartOfTheOnlyProcess_PutsBackWhatWasLeft(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        await database.Get<DayBuilds>().RequestAsync(Token);
        await database.Get<ReportBuilds>().ClaimAsync(Token);

        Assert.Equal(0, await database.Get<ReportBuilds>().ReleaseAbandonedAsync(cancellation: Token));
        Assert.Equal(1, await database.Get<ReportBuilds>().ReleaseAbandonedAsync(everything: true, Token));
        await RunAsync(database.Services);
        Assert.All(await BuildsAsync(database), b => Assert.Equal(BuildState.Done, b.State));
    }

    [Theory, Databases]
    public async Task Build_StoppedInTheMiddle_GivesItsClaimBack(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        using var stop = new CancellationTokenSource();
        var renderer = database.Get<MadeUpRenderer>();
        renderer.Failures.Enqueue(null);
        renderer.Failures.Enqueue(new OperationCanceledException(stop.Token));
        await database.Get<DayBuilds>().RequestAsync(Token);
        await stop.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => database.Get<ReportBuilder>().BuildWaitingAsync(stop.Token));

        Assert.DoesNotContain(await BuildsAsync(database), b => b.State == BuildState.Running);
    }

    [Theory, Databases]
    public async Task Request_OfADraftOutOfDate_BuildsItAnewAndFilesFollow(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        await RunAsync(database.Services);
        var before = await DraftAsync(database);
        await database.SendCasesAsync(SampleData.Input("2"));

        // The file is of now, although what was built is not.
        Assert.NotEqual(
            before.Content,
            (
                await database
                    .Get<IReportReader>()
                    .FileAsync(Actor.System, October, ReportFormat.Docx, ReportSamples.Chinese, cancellation: Token)
            )!.Content
        );
        var street = Actors.Of("street", Role.Leader, SampleData.StreetId);
        Assert.Equal(3, await database.Get<ReportArchive>().RequestAsync(street, null, s_october, s_october, ReportSamples.Chinese, Token));
        // They wait already.
        Assert.Equal(0, await database.Get<ReportArchive>().RequestAsync(street, null, s_october, s_october, ReportSamples.Chinese, Token));
        Assert.Equal(
            0,
            await database
                .Get<ReportArchive>()
                .RequestAsync(street, [SampleData.District], s_october, s_october, ReportSamples.Chinese, Token)
        );
        Assert.Equal(
            1,
            await database
                .Get<ReportArchive>()
                .RequestAsync(Actor.System, [SampleData.District], s_october, s_october, ReportSamples.Chinese, Token)
        );
        Assert.Equal(new(3, 0, 0, 0), await database.Get<ReportArchive>().ProgressAsync(street, Token));

        await RunAsync(database.Services);
        var after = await DraftAsync(database);
        Assert.NotEqual(before.Hash, after.Hash);
        Assert.Equal(
            after.Content,
            (
                await database
                    .Get<IReportReader>()
                    .FileAsync(Actor.System, October, ReportFormat.Docx, ReportSamples.Chinese, cancellation: Token)
            )!.Content
        );
        var rows = await database.Get<ReportArchive>().ReadAsync(street, s_october, s_october, ReportSamples.Chinese, Token);
        Assert.Equal([SampleData.Street, SampleData.Community, SampleData.SecondCommunity], rows.Select(r => r.Unit));
        Assert.All(rows, r => Assert.Equal((BuildState.Done, "street"), (r.Build!.State, r.Build.RequestedBy)));
    }

    private static Task RunAsync(IServiceProvider process) =>
        new BuildReportsJob(process.GetRequiredService<DayBuilds>(), process.GetRequiredService<ReportBuilder>()).RunAsync(Token);

    private static ServiceProvider OtherProcess(TestDatabase database)
    {
        var services = new ServiceCollection();
        services.AddLogging();
        services.AddSingleton<TimeProvider>(database.Clock);
        services.AddPortalDomain(database.Options, SampleData.Shanghai);
        services.AddMadeUpReports();
        return services.BuildServiceProvider();
    }

    private static async Task<IReadOnlyList<ReportBuild>> BuildsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        return await db.ReportBuilds.AsNoTracking().Include(b => b.Files).OrderBy(b => b.Id).ToListAsync(Token);
    }

    private static async Task<BuiltFile> DraftAsync(TestDatabase database) =>
        Assert
            .Single(await BuildsAsync(database), b => b.UnitId == SampleData.DistrictId && b.From == s_october)
            .Files.Single(f => f.Format == ReportFormat.Docx);
}
