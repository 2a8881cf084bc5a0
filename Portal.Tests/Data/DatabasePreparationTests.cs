using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

public sealed class DatabasePreparationTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task IsReady_OnlyWithTheTablesOfThisVersion(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var preparation = database.Get<DatabasePreparation>();
        Assert.True(await preparation.IsReadyAsync(Token));

        await using var db = database.Open();
        await db.Database.ExecuteSqlAsync(
            $"""INSERT INTO "__EFMigrationsHistory" ("MigrationId", "ProductVersion") VALUES ('99990101000000_Later', '99')""",
            Token
        );
        Assert.False(await preparation.IsReadyAsync(Token));

        await db.Database.ExecuteSqlAsync($"""DELETE FROM "__EFMigrationsHistory" """, Token);
        Assert.False(await preparation.IsReadyAsync(Token));
    }
}
