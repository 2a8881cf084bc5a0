using System.Text;
using Hangfire;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Jobs.Intake;
using Portal.Jobs.Metrics;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

/// <summary>Hangfire runs a job at least once: run three times, or twice at once, each leaves the cells that one run leaves.</summary>
public sealed class JobRepetitionTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-imports-");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, Databases]
    public Task Aggregate_Repeated_LeavesTheSameCells(DatabaseKind kind) => LeavesTheSameAsync(kind, SendAsync, FoldAsync);

    [Theory, Databases]
    public Task FlagOverdue_Repeated_LeavesTheSameCells(DatabaseKind kind) =>
        LeavesTheSameAsync(
            kind,
            async database =>
            {
                await SendAsync(database);
                await FoldAsync(database);
                database.Clock.Advance(TimeSpan.FromDays(60));
            },
            async database =>
            {
                await ActivatorUtilities.CreateInstance<FlagOverdueJob>(database.Services).RunAsync(Stop);
                await FoldAsync(database);
            }
        );

    [Theory, Databases]
    public Task Rebuild_Repeated_LeavesTheSameCells(DatabaseKind kind) =>
        LeavesTheSameAsync(
            kind,
            async database =>
            {
                await SendAsync(database);
                await FoldAsync(database);
                await using var db = database.Open();
                await db.MetricCells.Where(c => c.Dimension == CellDimension.Item).ExecuteDeleteAsync(Stop); // there is something to mend
            },
            database => ActivatorUtilities.CreateInstance<RebuildMetricsJob>(database.Services).RunAsync(Stop)
        );

    [Theory, Databases]
    public async Task Import_Repeated_LeavesTheSameCells(DatabaseKind kind)
    {
        var id = Guid.Empty;
        await LeavesTheSameAsync(
            kind,
            async database => id = await UploadAsync(database),
            async database =>
            {
                await ActivatorUtilities.CreateInstance<ImportRecordsJob>(database.Services).RunAsync(id, Stop);
                await FoldAsync(database);
            }
        );
    }

    private async Task LeavesTheSameAsync(DatabaseKind kind, Func<TestDatabase, Task> prepare, Func<TestDatabase, Task> job)
    {
        await using var one = await CreateAsync(kind);
        await prepare(one);
        await job(one);
        var expected = await CellsAsync(one);
        Assert.NotEqual("", expected);
        for (var again = 0; again < 2; again++)
        {
            await job(one);
            Assert.Equal(expected, await CellsAsync(one));
        }

        await using var two = await CreateAsync(kind);
        await prepare(two);
        await Task.WhenAll(Task.Run(() => job(two), Stop), Task.Run(() => job(two), Stop));
        Assert.Equal(expected, await CellsAsync(two));
        Assert.Empty(await two.Get<MetricsAudit>().VerifyAsync(Stop));
    }

    private Task<TestDatabase> CreateAsync(DatabaseKind kind) =>
        TestDatabase.CreateSeededAsync(
            kind,
            services =>
            {
                services.AddSingleton<IBackgroundJobClient>(new RecordedJobs());
                services.AddSingleton<MetricsQueue>();
                services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes));
            }
        );

    private static Task FoldAsync(TestDatabase database) =>
        ActivatorUtilities.CreateInstance<AggregateMetricsJob>(database.Services).RunAsync(Stop);

    /// <summary>Open and closed cases of all kinds of units and items, in many transactions, and none of it folded.</summary>
    private static async Task SendAsync(TestDatabase database)
    {
        var rows = Enumerable.Range(0, 120).Select(i => new ParsedRow(i + 1, Case(i), [], [])).ToAsyncEnumerable();
        var result = await database
            .Get<IRecordIntake>()
            .RunAsync(rows, new IntakeOptions(RecordStream.Cases) { Scope = UnitScope.Everything, BatchSize = 10 }, cancellation: Stop);
        Assert.Equal(120, result.Created);
    }

    private static RecordInput Case(int i)
    {
        string[] units = [SampleData.Community, SampleData.OtherCommunity, SampleData.Street, SampleData.District];
        string[] items = [SampleData.Licence, SampleData.InstantItem, SampleData.HourItem, SampleData.UnlimitedItem];
        var acceptedAt = SampleData.Local(2014, 9, 1 + (i % 28), 9 + (i % 8));
        return SampleData.Input($"{i}") with
        {
            UnitCode = units[i % 4],
            ItemCode = items[i / 4 % 4],
            AcceptedAt = acceptedAt,
            ClosedAt = i % 3 == 0 ? null : acceptedAt.AddHours(i % 90),
        };
    }

    private static async Task<Guid> UploadAsync(TestDatabase database)
    {
        var text = new StringBuilder("source,caseNo,unitCode,itemCode,acceptedAt\n");
        for (var i = 0; i < 200; i++)
            text.Append($"s,{i},{SampleData.Community},{SampleData.Licence},2014-10-{1 + (i % 28):00}\n");
        var (name, length) = await database.Get<ImportStore>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text.ToString())), Stop);
        return await database
            .Get<ImportBatches>()
            .AddAsync(Actor.System, new ImportRequest(RecordStream.Cases, "cases.csv", name) { Length = length }, Stop);
    }

    /// <summary>Every cell with every measure, in order.</summary>
    private static async Task<string> CellsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var cells = await db.MetricCells.AsNoTracking().ToListAsync(Stop);
        return string.Join(
            '\n',
            cells
                .Select(c => $"{c.Dimension} {c.Stream} {c.Basis} {c.UnitId} {c.Period} {c.Key} {c.Measures}")
                .Order(StringComparer.Ordinal)
        );
    }
}
