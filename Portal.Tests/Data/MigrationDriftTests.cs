using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

public sealed class MigrationDriftTests
{
    [Fact]
    public void Model_OfSqlite_EqualsTheMigrationsSnapshot()
    {
        using var db = new SqlitePortalDb(new DbContextOptionsBuilder<SqlitePortalDb>().UseSqlite("Data Source=:memory:").Options);
        Assert.False(db.Database.HasPendingModelChanges(), "The model changed: run eng/migrations.sh.");
    }

    [Fact]
    public void Model_OfPostgres_EqualsTheMigrationsSnapshot()
    {
        using var db = new PostgresPortalDb(new DbContextOptionsBuilder<PostgresPortalDb>().UseNpgsql("Host=nowhere").Options);
        Assert.False(db.Database.HasPendingModelChanges(), "The model changed: run eng/migrations.sh.");
    }

    [Theory, Databases]
    public async Task Migrations_OnARealServer_AreAllApplied(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.Open();

        Assert.Empty(await db.Database.GetPendingMigrationsAsync(TestContext.Current.CancellationToken));
        Assert.NotEmpty(await db.Database.GetAppliedMigrationsAsync(TestContext.Current.CancellationToken));
    }

    [Theory, Databases]
    public async Task EverySet_OnARealServer_CanBeRead(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await using var db = database.Open();

        foreach (var entity in db.Model.GetEntityTypes().Where(e => !e.IsOwned() && e.BaseType is null))
        {
            var set =
                (IQueryable<object>)
                    typeof(DbContext).GetMethod(nameof(DbContext.Set), [])!.MakeGenericMethod(entity.ClrType).Invoke(db, null)!;
            await set.AsNoTracking().ToListAsync(TestContext.Current.CancellationToken);
        }
        Assert.Equal(SampleData.Units().Count, await db.Units.CountAsync(TestContext.Current.CancellationToken));
    }
}
