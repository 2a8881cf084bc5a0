using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

[Needs(Resource.Database)]
public sealed class SqliteWriterTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Writer_HasMoreMemoryForAsLongAsItWrites(bool commits)
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Sqlite);
        await using var db = database.Open();
        await db.Database.OpenConnectionAsync(Stop); // the same connection before and after
        var before = await CacheAsync(db);

        await using (var transaction = await database.Get<WriteGate>().BeginAsync(db, WriteLane.Records, Stop))
        {
            Assert.True(await CacheAsync(db) < before, "Kibibytes are told as a negative number.");
            if (commits)
                await transaction.CommitAsync(Stop);
        }

        Assert.Equal(before, await CacheAsync(db));
    }

    [Fact]
    public async Task Gate_IsOpenAgainAfterAWriterWhoseConnectionBroke()
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Sqlite);
        var gate = database.Get<WriteGate>();
        await using (var broken = database.Open())
        {
            await using var transaction = await gate.BeginAsync(broken, WriteLane.Records, Stop);
            await broken.Database.GetDbConnection().CloseAsync();
        }

        await using var db = database.Open();
        await using var next = await gate.BeginAsync(db, WriteLane.Records, Stop);
        await next.CommitAsync(Stop);
    }

    private static Task<long> CacheAsync(PortalDb db) =>
        db.Database.SqlQuery<long>($"SELECT cache_size AS \"Value\" FROM pragma_cache_size()").SingleAsync(Stop);
}
