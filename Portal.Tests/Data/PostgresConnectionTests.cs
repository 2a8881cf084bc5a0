using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Cells;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

[Needs(Resource.Database)]
public sealed class PostgresConnectionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("Host=db", true)]
    [InlineData("Host=db;Max Auto Prepare=20", true)]
    [InlineData("Host=db;Max Auto Prepare=0", false)]
    [InlineData("Host=db;maxautoprepare=0", false)]
    public void Statements_StayPreparedUnlessTheStringForbidsIt(string text, bool may)
    {
        using var connection = new NpgsqlConnection(text);
        Assert.Equal(may, PostgresConnections.MayPrepare(connection));
    }

    [Fact]
    public async Task Cells_ReadAgain_AreNotPlannedAgain()
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Postgres);
        await database.SendCasesAsync(SampleData.Input());
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync(Stop); // so that all goes to one session

        for (var round = 0; round < 3; round++)
        {
            await new CellLoader(db).LoadAsync(new([Select(CellDimension.Total), Select(CellDimension.Item)], []), Stop);
        }

        var plans = await db
            .Database.SqlQuery<Plans>(
                $"""
                SELECT generic_plans AS "Generic", custom_plans AS "Custom" FROM pg_prepared_statements
                WHERE statement LIKE '%MetricCells%'
                """
            )
            .ToListAsync(Stop);
        Assert.Equal([new(3, 0), new(3, 0)], plans);
        Assert.Equal(
            "auto",
            await db.Database.SqlQuery<string>($"""SELECT current_setting('plan_cache_mode') AS "Value" """).SingleAsync(Stop)
        );
    }

    [Fact]
    public async Task Sum_TooLarge_IsAnErrorAndNoOtherNumber()
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Postgres);
        await using var db = database.Open();

        Assert.Equal(
            5,
            await db
                .Database.SqlQueryRaw<long>(
                    $"SELECT {PostgresSums.Aggregate}(n) AS \"Value\" FROM (VALUES (2::bigint), (NULL), (3)) AS v(n)"
                )
                .SingleAsync(Stop)
        );
        var problem = await Assert.ThrowsAsync<PostgresException>(() =>
            db
                .Database.SqlQueryRaw<long>($"SELECT {PostgresSums.Aggregate}(n) AS \"Value\" FROM (VALUES ({long.MaxValue}), (1)) AS v(n)")
                .SingleAsync(Stop)
        );
        Assert.Equal(PostgresErrorCodes.NumericValueOutOfRange, problem.SqlState);
    }

    private static CellSelection Select(CellDimension dimension) =>
        new(dimension, RecordStream.Cases, [SampleData.DistrictId], new(201401, 201410), Key: null, CellGrouping.Key, CellBases.Both);

    private sealed record Plans(long Generic, long Custom);
}
