using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Data.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

/// <summary>A change of the time zone moves records to other days with their figures, and nothing is left between the two.</summary>
[Needs(Resource.Database)]
public sealed class TimeZoneChangeTests
{
    private const string NewYork = "America/New_York";
    private const string Shanghai = "Asia/Shanghai";

    /// <summary>00:30 of 8 October in Shanghai is 12:30 of the 7th in New York.</summary>
    private static readonly DateTimeOffset s_afterMidnight = SampleData.Local(2014, 10, 8, 0, 30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Change_MovesACaseNearMidnightWithItsFiguresAndItsLimit(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        Assert.Equal(1, await AcceptedAsync(database, new(2014, 10, 8)));

        await ChangeAsync(database, NewYork);

        await using var portal = await StartAsync(database, NewYork);
        await using var db = portal.Open();
        var moved = await db.Cases.SingleAsync(c => c.CaseNo == "near", Token);
        Assert.Equal(new DateOnly(2014, 10, 7), moved.AcceptedDay);
        Assert.Equal(new DateOnly(2014, 10, 8), moved.ClosedDay);
        // Six working days after the 7th, to the end of that day in New York.
        Assert.Equal(portal.Time.EndOf(new(2014, 10, 14)), moved.DueAt);
        Assert.Equal((1L, 0L), (await AcceptedAsync(portal, new(2014, 10, 7)), await AcceptedAsync(portal, new(2014, 10, 8))));
        Assert.Empty(await portal.Get<MetricsAudit>().VerifyAsync(Token));
        Assert.False(await portal.Get<MetricsFolder>().AnyWaitingAsync(Token));
    }

    [Theory, Databases]
    public async Task Change_ThereAndBack_GivesTheSameRecordsAndFigures(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var before = await EverythingAsync(database);

        await ChangeAsync(database, NewYork);
        await using (var portal = await StartAsync(database, NewYork))
            Assert.NotEqual(before, await EverythingAsync(portal));
        await ChangeAsync(database, Shanghai);

        await using var back = await StartAsync(database, Shanghai);
        Assert.Equal(before, await EverythingAsync(back));
        Assert.Empty(await back.Get<MetricsAudit>().VerifyAsync(Token));
    }

    [Theory, Databases]
    public async Task Change_ThatEndsInTheMiddle_LetsNothingStartUntilItIsFinished(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        await SpoilAsync(database, forbid: true);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ChangeAsync(database, NewYork));

        foreach (var setting in (string?[])[Shanghai, NewYork, null])
        {
            var refusal = await Assert.ThrowsAsync<UnusableDatabaseException>(() => StartAsync(database, setting));
            Assert.Contains($"`rebuild --time-zone {NewYork}` to finish", refusal.Message, StringComparison.Ordinal);
            Assert.Contains($"`rebuild --time-zone {Shanghai}` to go back", refusal.Message, StringComparison.Ordinal);
        }
        await SpoilAsync(database, forbid: false);
        await ChangeAsync(database, NewYork);

        await using var portal = await StartAsync(database, NewYork);
        Assert.Equal(1, await AcceptedAsync(portal, new(2014, 10, 7)));
        Assert.Empty(await portal.Get<MetricsAudit>().VerifyAsync(Token));
    }

    [Theory, Databases]
    public async Task Change_ThatEndsInTheMiddle_CanBeTakenBack(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var before = await EverythingAsync(database);
        await SpoilAsync(database, forbid: true);
        await Assert.ThrowsAnyAsync<System.Data.Common.DbException>(() => ChangeAsync(database, NewYork));
        await SpoilAsync(database, forbid: false);

        await ChangeAsync(database, Shanghai);

        await using var portal = await StartAsync(database, Shanghai);
        Assert.Equal(before, await EverythingAsync(portal));
    }

    [Theory, Databases]
    public async Task Change_CancelledBeforeItIsNoted_LeavesTheOldZoneWithTheOldFigures(DatabaseKind kind)
    {
        await using var database = await FilledAsync(kind);
        var before = await EverythingAsync(database);
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => ChangeAsync(database, NewYork, cancelled.Token));

        await using var portal = await StartAsync(database, Shanghai);
        Assert.Equal(before, await EverythingAsync(portal));
    }

    [Fact]
    public async Task Change_WhileAProcessRunsOnTheFile_IsRefused()
    {
        await using var database = await FilledAsync(DatabaseKind.Sqlite);
        await using var running = await StartAsync(database, Shanghai);

        await Assert.ThrowsAsync<BackupException>(() => ChangeAsync(database, NewYork));
    }

    /// <summary>Processes on other machines cannot be seen: they must not store a day of the old zone after the change.</summary>
    [Fact]
    public async Task Write_OfAProcessOfTheOldZone_IsRefusedAfterTheChange()
    {
        await using var database = await FilledAsync(DatabaseKind.Postgres);
        await using var running = await StartAsync(database, Shanghai);
        await ChangeAsync(database, NewYork);

        var refusal = await Assert.ThrowsAsync<StorageUnavailableException>(() => SendAsync(running, "late", s_afterMidnight));

        Assert.Equal(StorageFault.OtherTimeZone, refusal.Fault);
        Assert.Equal(StorageFault.OtherTimeZone, (await running.Get<StorageProbe>().FindAsync(Token))?.Fault);
        await using var portal = await StartAsync(database, NewYork);
        Assert.Empty(await portal.Get<MetricsAudit>().VerifyAsync(Token));
    }

    [Fact]
    public async Task Change_DuringATransactionOfAnotherProcess_WaitsForItsRecord()
    {
        await using var database = await FilledAsync(DatabaseKind.Postgres);
        await using var running = await StartAsync(database, Shanghai);
        await using var writer = running.Open();
        var writing = await running.Get<WriteGate>().BeginAsync(writer, WriteLane.Reference, Token);
        var change = ChangeAsync(database, NewYork);
        await WaitForTheLockAsync(database, change);

        // As a record that was derived before the change began, and is stored while it waits.
        await writer
            .Cases.Where(c => c.CaseNo == "near")
            .ExecuteUpdateAsync(c => c.SetProperty(x => x.AcceptedDay, new DateOnly(2014, 10, 9)), Token);
        await writing.CommitAsync(Token);
        await writing.DisposeAsync();
        await change;

        await using var portal = await StartAsync(database, NewYork);
        await using var db = portal.Open();
        Assert.Equal(new DateOnly(2014, 10, 7), (await db.Cases.SingleAsync(c => c.CaseNo == "near", Token)).AcceptedDay);
        Assert.Empty(await portal.Get<MetricsAudit>().VerifyAsync(Token));
    }

    /// <summary>Some records around midnight, their changes in part folded and in part still waiting, one of them overdue.</summary>
    private static async Task<TestDatabase> FilledAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await using (var first = await StartAsync(database, Shanghai)) { }
        await SendAsync(database, "near", s_afterMidnight, s_afterMidnight.AddDays(1));
        await SendAsync(database, "overdue", SampleData.Local(2014, 9, 1, 23, 50));
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
        await SendAsync(database, "waiting", SampleData.Local(2014, 10, 20, 0, 10), SampleData.Local(2014, 10, 20, 12, 10));
        return database;
    }

    private static async Task<TestDatabase> StartAsync(TestDatabase database, string? zone)
    {
        var portal = TestDatabase.OverInZone(database.Options, zone);
        try
        {
            await portal.Get<DatabasePreparation>().RunAsync(Token);
            return portal;
        }
        catch
        {
            await portal.DisposeAsync();
            throw;
        }
    }

    private static async Task ChangeAsync(TestDatabase database, string zone, CancellationToken? cancellation = null)
    {
        await using var command = TestDatabase.OverInZone(database.Options, zone);
        await command.Get<TimeZoneChange>().RunAsync(TimeZoneInfo.FindSystemTimeZoneById(zone), cancellation ?? Token);
    }

    private static Task<IntakeResult> SendAsync(
        TestDatabase database,
        string caseNo,
        DateTimeOffset accepted,
        DateTimeOffset? closed = null
    ) =>
        database
            .Get<IRecordIntake>()
            .RunAsync(
                new[]
                {
                    new ParsedRow(1, SampleData.Input(caseNo) with { AcceptedAt = accepted, ClosedAt = closed }, [], []),
                }.ToAsyncEnumerable(),
                new(RecordStream.Cases) { Scope = UnitScope.Everything },
                cancellation: Token
            );

    /// <summary>What the cells of the district count as accepted on the day.</summary>
    private static async Task<long> AcceptedAsync(TestDatabase database, DateOnly day)
    {
        await using var db = database.Open();
        var period = (day.Year * 10_000) + (day.Month * 100) + day.Day;
        var cells = await db
            .MetricCells.AsNoTracking()
            .Where(c => c.UnitId == SampleData.DistrictId && c.Basis == CellBasis.Accepted && c.Period == period)
            .ToListAsync(Token);
        return cells.Where(c => c.Dimension == CellDimension.Total).Sum(c => c.Measures.Accepted);
    }

    private static async Task<string> EverythingAsync(TestDatabase database)
    {
        await using var db = database.Open();
        var records = await db.Cases.AsNoTracking().OrderBy(c => c.CaseNo).ToListAsync(Token);
        using var recount = await CellRecount.RunAsync(
            new(
                database.Get<IDbContextFactory<PortalDb>>(),
                database.Get<WriteGate>(),
                database.Get<Domain.Catalogue.IReferenceReader>(),
                database.Get<Domain.Figures.Forms.IFigureReferences>(),
                database.Get<MetricsCalculator>()
            ),
            cancellation: Token
        );
        var cells = new List<string>();
        for (var all = recount.Compare(); all.MoveNext(); )
        {
            if (!all.Found.IsZero)
                cells.Add($"{CellKey.Unpack(all.Key)} {all.Found}");
        }
        return string.Join(
            '\n',
            [.. records.Select(r => $"{r.CaseNo} {r.AcceptedDay} {r.ClosedDay} {r.DueAt} {r.UsedMinutes} {r.Overdue}"), .. cells]
        );
    }

    // The last of the cells cannot be written: the zone is noted and the records are written by then.
    private static async Task SpoilAsync(TestDatabase database, bool forbid)
    {
        await using var db = database.Open();
        var statement = database.Options.Kind switch
        {
            DatabaseKind.Sqlite when forbid => "CREATE TRIGGER no BEFORE UPDATE ON \"MetricCells\" BEGIN SELECT RAISE(ABORT, 'no'); END;"
                + "CREATE TRIGGER nor BEFORE INSERT ON \"MetricCells\" BEGIN SELECT RAISE(ABORT, 'no'); END",
            DatabaseKind.Sqlite => "DROP TRIGGER no; DROP TRIGGER nor",
            DatabaseKind.Postgres when forbid => "ALTER TABLE \"MetricCells\" ADD CONSTRAINT no CHECK (\"Dimension\" < 0) NOT VALID",
            DatabaseKind.Postgres => "ALTER TABLE \"MetricCells\" DROP CONSTRAINT no",
        };
        await db.Database.ExecuteSqlRawAsync(statement, Token);
    }

    private static async Task WaitForTheLockAsync(TestDatabase database, Task change)
    {
        await using var db = database.Open();
        var waiting = db.Database.SqlQuery<int>(
            $"""
            SELECT count(*)::int AS "Value" FROM pg_locks
            WHERE relation = '"Installation"'::regclass AND mode = 'AccessExclusiveLock' AND NOT granted
            """
        );
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(10));
        while (await waiting.SingleAsync(Token) == 0)
        {
            Assert.False(change.IsCompleted, "The change did not wait for the transaction.");
            await again.WaitForNextTickAsync(Token);
        }
    }
}
