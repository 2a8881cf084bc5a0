using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Backups;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;
using Portal.Tests.Support;

namespace Portal.Tests.Backups;

/// <summary>A SQLite file of the portal in a folder of the test, with one word in it by which it is known again.</summary>
internal sealed class PortalFile(string path)
{
    private const int PageSize = 4_096;

    public string Path => path;

    public DatabaseOptions Options => new(DatabaseKind.Sqlite, $"Data Source={path};Pooling=False");

    /// <summary>A database of this version that was started once.</summary>
    public static async Task<PortalFile> CreateAsync(string folder, string name, string word)
    {
        Requirements.Need(Resource.Database);
        var file = new PortalFile(System.IO.Path.Combine(folder, name));
        File.Copy(await DatabaseTemplates.SqliteAsync(), file.Path);
        await file.StartAsync();
        file.Execute($"INSERT INTO ImportProfiles (Name, Kind, MappingJson) VALUES ('{word}', 1, '{{}}')");
        return file;
    }

    /// <summary>The statement that changes the word.</summary>
    public static string NewWord(string word) => $"UPDATE ImportProfiles SET Name = '{word}' WHERE Kind = 1";

    /// <summary>What every process does first.</summary>
    public async Task StartAsync()
    {
        await using var services = Services();
        await services.GetRequiredService<DatabasePreparation>().RunAsync(TestContext.Current.CancellationToken);
    }

    /// <summary>Adds rows by the model.</summary>
    public async Task AddAsync(params object[] rows)
    {
        await using var services = Services();
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        db.AddRange(rows);
        await db.SaveChangesAsync();
    }

    public async Task BackUpAsync(string to)
    {
        await using var services = Services();
        await services.GetRequiredService<DatabaseBackup>().BackUpAsync(to, TestContext.Current.CancellationToken);
    }

    /// <param name="from">The backup.</param>
    /// <param name="replace">Also of another installation.</param>
    /// <param name="dieAfter">The step after which the process dies: nothing more of it runs.</param>
    public async Task<string?> RestoreAsync(string from, bool replace = false, ReplacementStep? dieAfter = null)
    {
        await using var services = Services();
        var backup = ActivatorUtilities.CreateInstance<DatabaseBackup>(services);
        if (dieAfter is { } last)
        {
            backup = new(services.GetRequiredService<IDbContextFactory<PortalDb>>(), Options, services.GetRequiredService<DatabaseZone>())
            {
                AfterStep = step => _ = step == last ? throw new DeathException() : step,
            };
        }
        return await backup.RestoreAsync(from, replace, TestContext.Current.CancellationToken);
    }

    /// <summary>Writes into the log alone and ends like a killed process: the log stays beside the database.</summary>
    public void WriteIntoLog(string statement)
    {
        var parts = (string[])["", "-wal", "-shm"];
        using (var connection = Open())
        {
            Execute(connection, "PRAGMA journal_mode = WAL; PRAGMA wal_autocheckpoint = 0");
            Execute(connection, statement);
            foreach (var part in parts)
                File.Copy(path + part, path + ".killed" + part);
        }
        foreach (var part in parts)
            File.Move(path + ".killed" + part, path + part, overwrite: true);
    }

    /// <summary>Overwrites pages in the middle of the file.</summary>
    public void Damage()
    {
        using var file = new FileStream(path, FileMode.Open, FileAccess.ReadWrite);
        var noise = new byte[PageSize];
        new Random(1).NextBytes(noise);
        for (var page = 2; page < 12; page++)
        {
            file.Position = page * PageSize;
            file.Write(noise);
        }
    }

    public void Execute(string statement)
    {
        using var connection = Open();
        Execute(connection, statement);
    }

    /// <summary>The word; fails when the file is not whole.</summary>
    public string Word()
    {
        using var connection = Open();
        Assert.Equal("ok", Text(connection, "PRAGMA integrity_check"));
        return Text(connection, "SELECT Name FROM ImportProfiles WHERE Kind = 1");
    }

    public string Text(string question)
    {
        using var connection = Open();
        return Text(connection, question);
    }

    private ServiceProvider Services() =>
        new ServiceCollection().AddLogging().AddPortalDomain(Options, SampleData.Shanghai).BuildServiceProvider();

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(Options.ConnectionString);
        connection.Open();
        return connection;
    }

    private static void Execute(SqliteConnection connection, string statement)
    {
        using var command = connection.CreateCommand();
        command.CommandText = statement;
        command.ExecuteNonQuery();
    }

    private static string Text(SqliteConnection connection, string question)
    {
        using var command = connection.CreateCommand();
        command.CommandText = question;
        return Convert.ToString(command.ExecuteScalar(), CultureInfo.InvariantCulture)!;
    }
}

/// <summary>Stands for a kill at this place.</summary>
internal sealed class DeathException : Exception;
