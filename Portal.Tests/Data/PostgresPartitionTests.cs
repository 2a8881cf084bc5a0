using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Cells;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

[Needs(Resource.Database)]
public sealed class PostgresPartitionTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Records_Sent_LieInEveryPartAndAreFoundInOne()
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Postgres);
        await database.SendCasesAsync([.. Enumerable.Range(0, 200).Select(i => SampleData.Input($"{i}"))]);

        await using var db = database.Open();
        var parts = await db
            .Database.SqlQuery<string>($"""SELECT DISTINCT tableoid::regclass::text AS "Value" FROM "Records" """)
            .ToListAsync(Stop);
        Assert.Equal(PostgresPartitions.PartsOfRecords, parts.Count);
        var plan = await PlanAsync(db, """SELECT * FROM "Records" WHERE "SourceId" = 1 AND "CaseNo" = '7' AND "Stream" = 1""");
        Assert.Single(PostgresPartitions.Of("Records")!.Parts, part => plan.Contains($"\"{part.Name}\"", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Records_OfTheSameKey_AreRefusedByTheServerItself()
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Postgres);
        await database.SendCasesAsync(SampleData.Input());
        await using var db = database.Open();
        var stored = await db.Cases.AsNoTracking().SingleAsync(Stop);

        stored.Id = 0;
        db.Add(stored);

        var refused = await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(Stop));
        Assert.Equal(Npgsql.PostgresErrorCodes.UniqueViolation, Assert.IsType<Npgsql.PostgresException>(refused.InnerException).SqlState);
    }

    [Theory]
    [InlineData(CellDimension.Total)]
    [InlineData(CellDimension.Item)]
    [InlineData(CellDimension.Channel)]
    [InlineData(CellDimension.Department)]
    public async Task Cells_OfADimension_AreReadFromItsPartAlone(CellDimension dimension)
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Postgres);
        await database.SendCasesAsync(SampleData.Input());
        await using var db = database.Open();

        Assert.True(await db.MetricCells.AnyAsync(c => c.Dimension == dimension, Stop));
        var plan = await PlanAsync(
            db,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""SELECT * FROM "MetricCells" WHERE "Dimension" = {(int)dimension} AND "Stream" = 1 AND "UnitId" = 1"""
            )
        );
        Assert.Equal(
            $"MetricCells_{dimension}",
            Assert
                .Single(PostgresPartitions.Of("MetricCells")!.Parts, part => plan.Contains($"\"{part.Name}\"", StringComparison.Ordinal))
                .Name
        );
    }

    [Fact]
    public void Cells_OfEveryDimension_HaveAPart() =>
        Assert.Equal(Enum.GetValues<CellDimension>().Length, PostgresPartitions.Of("MetricCells")!.Parts.Count);

    private static async Task<string> PlanAsync(PortalDb db, string sql)
    {
        var lines = new List<string>();
        await db.Database.OpenConnectionAsync(Stop);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = "EXPLAIN " + sql;
        await using var reader = await command.ExecuteReaderAsync(Stop);
        while (await reader.ReadAsync(Stop))
            lines.Add(reader.GetString(0));
        return string.Join('\n', lines);
    }
}
