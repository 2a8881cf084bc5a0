using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

[Needs(Resource.Database)]
public sealed class StorageProbeTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Find_WhereWritingSucceeds_IsNothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        Assert.Null(await database.Get<StorageProbe>().FindAsync(Token));

        database.Get<StorageState>().Report(StorageFault.DiskFull, "full");
        Assert.Null(await database.Get<StorageProbe>().FindAsync(Token));
    }

    [Fact]
    public async Task Find_WithoutTheFile_IsUnreachableAndMakesNone()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        File.Move(database.Options.File, database.Options.File + ".moved");

        Assert.Equal(StorageFault.Unreachable, (await database.Get<StorageProbe>().FindAsync(Token))?.Fault);
        Assert.False(File.Exists(database.Options.File));
    }

    [Fact]
    public async Task Find_OnAServerThatTakesNoWrites_IsNotWritable()
    {
        await using var database = await TestDatabase.CreateAsync(DatabaseKind.Postgres);
        var name = new NpgsqlConnectionStringBuilder(database.Options.ConnectionString).Database;
        await using var db = database.Open();
#pragma warning disable EF1002 // A name cannot be a parameter.
        await db.Database.ExecuteSqlRawAsync($"ALTER DATABASE \"{name}\" SET default_transaction_read_only = on", Token);
#pragma warning restore EF1002
        await using (var connection = new NpgsqlConnection(database.Options.ConnectionString))
            NpgsqlConnection.ClearPool(connection);

        Assert.Equal(StorageFault.NotWritable, (await database.Get<StorageProbe>().FindAsync(Token))?.Fault);
    }

    [Fact]
    public void Disk_OfATest_IsKnownAndNotFull()
    {
        var disk = new DiskSpace(new(DatabaseKind.Sqlite, $"Data Source={Path.GetTempPath()}portal.db"));

        Assert.NotNull(disk.Read());
        Assert.False(disk.IsFull);
        Assert.Null(new DiskSpace(new(DatabaseKind.Postgres, "Host=nowhere;Database=portal")).Read());
    }
}
