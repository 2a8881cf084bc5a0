using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

public sealed class RebuildTests
{
    private const int Records = 300;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Rebuild_OfCellsOfEveryKindOfWrong_RepairsThem(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var right = await CellsAsync(database);
        await DamageAsync(database);
        var wrong = await database.Get<MetricsAudit>().VerifyAsync(Stop);
        Assert.Equal(3, wrong.Select(d => (d.Expected.IsZero, d.Found.IsZero)).Distinct().Count());

        Assert.Equal(right.Count, await database.Get<MetricsAudit>().RebuildAsync(Stop));

        Assert.Equal(right, await CellsAsync(database));
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Stop));
    }

    [Theory, Databases]
    public async Task Rebuild_OfNoCells_WritesAllOfThem(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var right = await CellsAsync(database);
        await using (var db = database.Open())
            await db.MetricCells.ExecuteDeleteAsync(Stop);

        await database.Get<MetricsAudit>().RebuildAsync(Stop);

        Assert.Equal(right, await CellsAsync(database));
    }

    [Theory, Databases]
    public async Task Rebuild_WhileOthersWriteAndFold_LosesAndDoublesNothing(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        using var enough = new CancellationTokenSource();
        var writing = Task.Run(
            async () =>
            {
                for (var i = 0; !enough.IsCancellationRequested; i++)
                {
                    await SendAsync(
                        database,
                        Case($"more-{i}", SampleData.Local(2014, 10, 1 + (i % 7), 9), SampleData.Local(2014, 10, 8, 10))
                    );
                    if (i % 3 == 0)
                        await database.Get<MetricsFolder>().FoldAllAsync(Stop);
                }
            },
            Stop
        );

        for (var round = 0; round < 5; round++)
        {
            await DamageAsync(database);
            await Task.WhenAll(database.Get<MetricsAudit>().RebuildAsync(Stop), database.Get<MetricsAudit>().RebuildAsync(Stop));
            Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Stop));
            // With several readers, which must see one moment.
            using var recount = await CellRecount.RunAsync(Sources(database), recordsPerPart: 20, cancellation: Stop);
            Assert.Empty(MetricsAudit.Differences(recount));
        }

        await enough.CancelAsync();
        await writing;
        await database.Get<MetricsFolder>().FoldAllAsync(Stop);
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Stop));
    }

    [Theory, Databases]
    public async Task Rebuild_ThatFailsInTheMiddle_LeavesTheOldCells(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        await DamageAsync(database);
        var before = await CellsAsync(database);
        // The last of the cells cannot be written: the others are written by then.
        await using (var db = database.Open())
        {
            await db.Database.ExecuteSqlRawAsync(
                kind == DatabaseKind.Sqlite
                    ? "CREATE TRIGGER no BEFORE INSERT ON \"MetricCells\" WHEN NEW.\"Dimension\" = 4 BEGIN SELECT RAISE(ABORT, 'no'); END"
                    : "ALTER TABLE \"MetricCells\" ADD CONSTRAINT no CHECK (\"Dimension\" <> 4) NOT VALID",
                Stop
            );
        }

        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => database.Get<MetricsAudit>().RebuildAsync(Stop));

        Assert.Equal(before, await CellsAsync(database));
    }

    [Theory, Databases]
    public async Task Rebuild_WithAnOutboxThatCannotBeFolded_DropsWhatCannot(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var stranger = new MetricChange(
            new(RecordStream.Cases, CellBasis.Accepted, 999_999, new(2014, 10, 8), 0, 0, Channel.Window),
            new Measures { Accepted = 1 }
        );
        await using (var db = database.Open())
        {
            db.MetricDeltas.AddRange(
                new MetricDelta { Changes = 1, Payload = [99] },
                new MetricDelta { Changes = 1, Payload = MetricDeltaCodec.Encode([stranger]) }
            );
            await db.SaveChangesAsync(Stop);
        }

        await database.Get<MetricsAudit>().RebuildAsync(Stop);

        Assert.False(await database.Get<MetricsFolder>().AnyWaitingAsync(Stop));
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Stop));
    }

    [Theory, Databases]
    public async Task Rebuild_WhenUnitsChangeMeanwhile_LeavesTheWishForAnother(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        await using var db = database.Open();
        await db.MetricsStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.NeedsRebuild, true), Stop);
        using var recount = await CellRecount.RunAsync(Sources(database), cancellation: Stop);
        await db.ReferenceStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), Stop);

        await database.Get<MetricsAudit>().CorrectAsync(recount, Stop);
        Assert.True(await db.MetricsStates.Select(s => s.NeedsRebuild).SingleAsync(Stop));

        await database.Get<MetricsAudit>().RebuildAsync(Stop);
        Assert.False(await db.MetricsStates.Select(s => s.NeedsRebuild).SingleAsync(Stop));
    }

    [Theory, Databases]
    public async Task Rebuild_ThatAnotherForestalled_AddsNothingTwice(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        await DamageAsync(database);
        using var recount = await CellRecount.RunAsync(Sources(database), cancellation: Stop);
        await database.Get<MetricsAudit>().RebuildAsync(Stop);

        Assert.Null(await database.Get<MetricsAudit>().CorrectAsync(recount, Stop));

        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Stop));
    }

    [Theory, Databases]
    public async Task Recount_InSmallPartsThatGoToAFile_FindsTheSame(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        await DamageAsync(database);
        var expected = await database.Get<MetricsAudit>().VerifyAsync(Stop);

        using var recount = await CellRecount.RunAsync(Sources(database), recordsPerPart: 40, maxSums: 50, maxBlocksInMemory: 1, Stop);

        Assert.True(recount.Blocks.Spilled);
        Assert.Equal(expected, MetricsAudit.Differences(recount));
    }

    private static RecountServices Sources(TestDatabase database) =>
        new(
            database.Get<IDbContextFactory<PortalDb>>(),
            database.Get<WriteGate>(),
            database.Get<IReferenceReader>(),
            database.Get<IFigureReferences>(),
            database.Get<MetricsCalculator>()
        );

    private static async Task<TestDatabase> FilledAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await SendAsync(
            database,
            [
                .. Enumerable
                    .Range(0, Records)
                    .Select(i =>
                        Case(
                            $"{i}",
                            SampleData.Local(2014, 9, 1 + (i % 28), 9),
                            i % 3 == 0 ? null : SampleData.Local(2014, 9, 1 + (i % 28), 10).AddDays(i % 4)
                        )
                    ),
            ]
        );
        await database.Get<MetricsFolder>().FoldAllAsync(Stop);
        return database;
    }

    private static RecordInput Case(string caseNo, DateTimeOffset acceptedAt, DateTimeOffset? closedAt) =>
        new()
        {
            Source = "approval",
            CaseNo = caseNo,
            UnitCode = SampleData.Community,
            ItemCode = SampleData.InstantItem,
            AcceptedAt = acceptedAt,
            ClosedAt = closedAt,
        };

    private static Task<IntakeResult> SendAsync(TestDatabase database, params RecordInput[] inputs) =>
        database
            .Get<IRecordIntake>()
            .RunAsync(
                inputs.Select((input, i) => new ParsedRow(i + 1, input, [], [])).ToAsyncEnumerable(),
                new(RecordStream.Cases) { Scope = UnitScope.Everything },
                cancellation: Stop
            );

    /// <summary>Some cells are missing, some have other values, and some have no record.</summary>
    private static async Task DamageAsync(TestDatabase database)
    {
        await using var db = database.Open();
        await using var transaction = await database.Get<WriteGate>().BeginAsync(db, WriteLane.Metrics, Stop);
        await db.Database.ExecuteSqlRawAsync("DELETE FROM \"MetricCells\" WHERE \"Key\" > 77000", Stop);
        await db.Database.ExecuteSqlRawAsync("DELETE FROM \"MetricCells\" WHERE \"Dimension\" = 4 AND \"Period\" > 999999", Stop);
        await db.Database.ExecuteSqlRawAsync("UPDATE \"MetricCells\" SET \"Accepted\" = \"Accepted\" + 5 WHERE \"Dimension\" = 3", Stop);
        await db.Database.ExecuteSqlRawAsync(
            "UPDATE \"MetricCells\" SET \"Key\" = \"Key\" + 77000 WHERE \"Dimension\" = 2 AND \"Period\" = 20140903",
            Stop
        );
        await transaction.CommitAsync(Stop);
    }

    private static async Task<List<(CellKey, Measures)>> CellsAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var cells = await db.MetricCells.AsNoTracking().ToListAsync(Stop);
        return
        [
            .. cells
                .Where(c => !c.Measures.IsZero)
                .Select(c => (Key: new CellKey(c.Dimension, c.Stream, c.Basis, c.UnitId, c.Period, c.Key), c.Measures))
                .OrderBy(c => c.Key, CellKey.TableOrder),
        ];
    }
}
