using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Moving;
using Portal.Domain.Reports.Archive;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

[Needs(Resource.Database)]
public sealed class DatabaseMoveTests(MovedSource source) : IClassFixture<MovedSource>, IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("portal-move-").FullName;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Move_OfTheDemonstration_KeepsEveryRowAndIsAPortalThatGoesOn()
    {
        await using var target = await TestStore.CreateEmptyAsync(DatabaseKind.Postgres);
        var from = await source.CopyAsync(_folder);

        var result = await MoveAsync(from, target);

        var before = await MovedSource.ReadAsync(from);
        var after = await MovedSource.ReadAsync(target.Options);
        Assert.Equal(before.Keys, after.Keys);
        Assert.All(before, table => AssertSame(table.Value, after[table.Key]));
        Assert.Equal(before.Select(t => (t.Key, (long)t.Value.Count)), result.Tables.Select(t => (t.Name, t.Digest.Rows)));
        Assert.Equal(0, result.Differences);
        Assert.All(
            (string[])["Records", "MetricCells", "SignedReports", "SignedFiles", "AspNetUsers", "DataProtectionKeys", "FigureEntries"],
            table => Assert.NotEmpty(before[table])
        );
        await AssertGoesOnAsync(from, target);
    }

    /// <summary>The comparison of the test framework takes minutes for a million rows.</summary>
    private static void AssertSame(List<string> before, List<string> after)
    {
        if (before.SequenceEqual(after, StringComparer.Ordinal))
            return;
        Assert.Equal(before.Except(after).Take(3), after.Except(before).Take(3));
        Assert.Fail($"{before.Count} rows became {after.Count}.");
    }

    private static async Task AssertGoesOnAsync(DatabaseOptions from, TestStore target)
    {
        await using var portal = await PortalProcess.StartAsync(
            demonstration: false,
            target.Settings.ToDictionary(s => s.Key.Replace(":", "__", StringComparison.Ordinal), s => s.Value)
        );
        using var caller = await portal.CreateApiClientAsync(
            MovedSource.District,
            Permissions.CasesWrite,
            Permissions.ReportsRead,
            Permissions.ItemsRead
        );
        using var signed = await PortalInstance.GetAsync(
            caller,
            $"/api/v1/reports/monthly?unit={MovedSource.District}&month=2014-10&from=2014-10&format=docx"
        );
        Assert.Equal(await FileAsync(from), await signed.Content.ReadAsByteArrayAsync(Token));

        await using var services = Services(target.Options);
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);
        var (highest, item) = (
            await db.Records.MaxAsync(r => r.Id, Token),
            await db.ServiceItems.Select(i => i.Code).OrderBy(c => c).FirstAsync(Token)
        );
        using var answer = await PortalInstance.PostAsync(
            caller,
            "/api/v1/cases",
            $$"""[{"source":"move","caseNo":"1","unitCode":"350103C01","itemCode":"{{item}}","acceptedAt":"2014-11-03T09:00:00+08:00"}]"""
        );
        Assert.Contains("\"created\":1", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
        Assert.True(
            (
                await db.Records.SingleAsync(
                    r =>
                        r.CaseNo == "1"
                        && r.UnitId == db.Units.Single(u => u.Code == "350103C01").Id
                        && r.AcceptedDay == new DateOnly(2014, 11, 3),
                    Token
                )
            ).Id > highest
        );
        // Its predecessor was deleted before the move.
        db.ImportProfiles.Add(new() { Name = "next", MappingJson = "{}" });
        await db.SaveChangesAsync(Token);
        Assert.Equal(2, (await db.ImportProfiles.SingleAsync(Token)).Id);
        Assert.Equal(0, (await portal.RunAsync("verify")).ExitCode);
    }

    [Fact]
    public async Task Move_WhileAPortalRunsOnTheFile_IsRefused()
    {
        await using var target = await TestStore.CreateEmptyAsync(DatabaseKind.Postgres);
        await using var from = await SmallAsync();
        await from.Get<DatabasePreparation>().RunAsync(Token);

        Assert.Contains("running", await RefusalAsync(from.Options, target), StringComparison.Ordinal);
        await AssertEmptyAsync(target);
    }

    [Fact]
    public async Task Move_IntoADatabaseThatHoldsSomething_IsRefusedAndNamesIt()
    {
        await using var from = await SmallAsync();
        await using var portal = await TestStore.CreateMigratedAsync(DatabaseKind.Postgres);
        Assert.Contains("not empty", await RefusalAsync(from.Options, portal), StringComparison.Ordinal);
        await using var other = await TestStore.CreateEmptyAsync(DatabaseKind.Postgres);
        await ExecuteAsync(
            new NpgsqlConnection(other.Options.ConnectionString),
            "CREATE SCHEMA elsewhere; CREATE TABLE elsewhere.theirs (id int)"
        );
        Assert.Contains("elsewhere.theirs", await RefusalAsync(from.Options, other), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("UPDATE Records SET CaseNo = 'a' || char(0) || 'b'", "Records.CaseNo, row 1: ", "NUL")]
    [InlineData("UPDATE AspNetUsers SET UserName = printf('%.*c', 300, 'x')", "AspNetUsers: ", "too long")]
    [InlineData("PRAGMA foreign_keys = OFF; UPDATE ServicePoints SET UnitId = 999999", "\"ServicePoints\": ", "violates foreign key")]
    [InlineData("UPDATE ServicePoints SET FloorArea = '1.23456'", "ServicePoints: ", "hash")]
    public async Task Move_OfWhatPostgresCannotKeep_NamesTheTableAndLeavesNothing(string damage, string table, string reason)
    {
        await using var target = await TestStore.CreateEmptyAsync(DatabaseKind.Postgres);
        await using var from = await SmallAsync();
        Assert.NotEqual(0, await ExecuteAsync(new SqliteConnection(from.Options.ConnectionString), damage));

        var refusal = await RefusalAsync(from.Options, target);

        Assert.StartsWith(table, refusal, StringComparison.Ordinal);
        Assert.Contains(reason, refusal, StringComparison.Ordinal);
        await AssertEmptyAsync(target);
    }

    [Fact]
    public async Task Move_StoppedWhileTheFiguresOfTheTargetAreVerified_LeavesNothingAndCanBeRepeated()
    {
        await using var target = await TestStore.CreateEmptyAsync(DatabaseKind.Postgres);
        await using var from = await SmallAsync();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            MoveAsync(from.Options, target, new StopAtFigures(stop, times: 2), stop.Token)
        );

        await AssertEmptyAsync(target);
        Assert.Equal(0, (await MoveAsync(from.Options, target)).Differences);
    }

    [Fact]
    public async Task Move_StoppedInTheMiddle_LeavesNothingAndCanBeRepeated()
    {
        await using var target = await TestStore.CreateEmptyAsync(DatabaseKind.Postgres);
        await using var from = await SmallAsync();
        using var stop = new CancellationTokenSource();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() =>
            MoveAsync(from.Options, target, new StopAt(stop, "Units"), stop.Token)
        );

        await AssertEmptyAsync(target);
        Assert.Equal(0, (await MoveAsync(from.Options, target)).Differences);
    }

    [Fact]
    public async Task EveryTableAndSequence_BelongsToTheModel()
    {
        await using var file = await TestStore.CreateMigratedAsync(DatabaseKind.Sqlite);
        await using var target = await TestStore.CreateMigratedAsync(DatabaseKind.Postgres);
        await using var services = Services(target.Options);
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);
        var model = db.Model.GetEntityTypes().Select(e => e.GetTableName()!).Distinct().Order(StringComparer.Ordinal);
        Assert.Equal(model, (await MovedSource.ReadAsync(target.Options)).Keys);
        Assert.Equal(model, (await MovedSource.ReadAsync(file.Options)).Keys);
        // One that no column owns would start again at its beginning.
        var free = await db
            .Database.SqlQuery<string>(
                $"""
                SELECT c.relname AS "Value" FROM pg_class c
                WHERE c.relkind = 'S' AND NOT EXISTS (SELECT FROM pg_depend d WHERE d.objid = c.oid AND d.deptype IN ('a', 'i'))
                """
            )
            .ToListAsync(Token);
        Assert.Empty(free);
    }

    /// <summary>A file with a case, an account and a place where people are served.</summary>
    private static async Task<TestDatabase> SmallAsync()
    {
        var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Sqlite);
        await database.SendCasesAsync(SampleData.Input());
        await database
            .Get<UserAdministration>()
            .CreateAsync(Actor.System, new UserDraft("kept", "留任", Role.Administrator, null), PortalInstance.Password);
        await using var db = database.Open();
        db.ServicePoints.Add(
            new()
            {
                Code = "P1",
                Name = "滨江社区代办点",
                UnitId = SampleData.CommunityId,
                FloorArea = 120.5m,
            }
        );
        await db.SaveChangesAsync(Token);
        return database;
    }

    private static ServiceProvider Services(DatabaseOptions options) =>
        new ServiceCollection().AddLogging().AddPortalDomain(options, SampleData.Shanghai).BuildServiceProvider();

    private static async Task<MoveResult> MoveAsync(
        DatabaseOptions from,
        TestStore to,
        IProgress<MoveProgress>? progress = null,
        CancellationToken? stop = null
    )
    {
        await using var services = Services(from);
        return await services.GetRequiredService<DatabaseMove>().RunAsync(to.Options.ConnectionString, progress, stop ?? Token);
    }

    private static async Task<string> RefusalAsync(DatabaseOptions from, TestStore to) =>
        (await Assert.ThrowsAsync<MoveException>(() => MoveAsync(from, to))).Message;

    private static async Task<byte[]> FileAsync(DatabaseOptions options)
    {
        await using var services = Services(options);
        var author = Actors.Of("admin", Role.Administrator, null);
        var file = await services
            .GetRequiredService<IReportReader>()
            .FileAsync(author, MovedSource.October, ReportFormat.Docx, CultureInfo.GetCultureInfo("zh-CN"), number: 1, Token);
        return file!.Content;
    }

    private static async Task AssertEmptyAsync(TestStore target)
    {
        await using var connection = new NpgsqlConnection(target.Options.ConnectionString);
        await connection.OpenAsync(Token);
        await using var command = new NpgsqlCommand(
            """
            SELECT (SELECT count(*) FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace WHERE n.nspname = 'public')
              + (SELECT count(*) FROM pg_proc p JOIN pg_namespace n ON n.oid = p.pronamespace WHERE n.nspname = 'public')
            """,
            connection
        );
        Assert.Equal(0L, await command.ExecuteScalarAsync(Token));
    }

    private static async Task<int> ExecuteAsync(System.Data.Common.DbConnection connection, string statement)
    {
        await using (connection)
        {
            await connection.OpenAsync(Token);
            await using var command = connection.CreateCommand();
            command.CommandText = statement;
            return await command.ExecuteNonQueryAsync(Token);
        }
    }

    private sealed class StopAtFigures(CancellationTokenSource stop, int times) : IProgress<MoveProgress>
    {
        private int _left = times;

        public void Report(MoveProgress value)
        {
            if (value.Stage == MoveStage.Figures && --_left == 0)
                stop.Cancel();
        }
    }

    private sealed class StopAt(CancellationTokenSource stop, string table) : IProgress<MoveProgress>
    {
        public void Report(MoveProgress value)
        {
            if (value.Stage == MoveStage.Checking && value.Table == table)
                stop.Cancel();
        }
    }
}
