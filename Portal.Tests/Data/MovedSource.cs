using System.Globalization;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Access;
using Portal.Domain.Backups;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

/// <summary>The demonstration in a SQLite file, with an account, a key and a signed report; each test moves a copy of its own.</summary>
public sealed class MovedSource : IAsyncLifetime
{
    public const string District = "350103";
    public static readonly ReportKey October = new(District, new(2014, 10, 1), new(2014, 10, 1));

    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateAsync(DatabaseKind.Sqlite);
        _database.Clock.SetUtcNow(new(2015, 1, 5, 1, 0, 0, TimeSpan.Zero));
        await _database.Get<TaijiangDemonstration>().FillAsync();
        await _database.Get<MetricsFolder>().FoldAllAsync();
        await _database
            .Get<UserAdministration>()
            .CreateAsync(Actor.System, new UserDraft("kept", "留任", Role.Administrator, null), PortalInstance.Password);
        var district = (await _database.Get<IReferenceReader>().GetAsync()).Units.Find("350103")!;
        var office = Actors.Of("office", Role.EfficiencyOffice, district.Id);
        await _database
            .Get<IReportSigning>()
            .SignAsync(
                office,
                October,
                (await _database.Get<IReportReader>().OpenAsync(office, October, CultureInfo.GetCultureInfo("zh-CN")))!.Basis,
                null
            )
            .DoneAsync();
        await using var db = _database.Open();
        db.DataProtectionKeys.Add(new() { FriendlyName = "key", Xml = "<key/>" });
        // The last number was given to a row that is gone; it must not be given again.
        db.ImportProfiles.Add(new() { Name = "gone", MappingJson = "{}" });
        await db.SaveChangesAsync();
        await db.ImportProfiles.ExecuteDeleteAsync();
    }

    public async ValueTask DisposeAsync() => await _database.DisposeAsync();

    /// <summary>A copy in a file that a test may do anything to.</summary>
    public async Task<DatabaseOptions> CopyAsync(string folder)
    {
        var file = Path.Combine(folder, "portal.db");
        await _database.Get<DatabaseBackup>().BackUpAsync(file);
        return new(DatabaseKind.Sqlite, $"Data Source={file};Pooling=False");
    }

    /// <summary>Every row of every table there is, values written as text alike on both databases; read without the model.</summary>
    public static async Task<SortedDictionary<string, List<string>>> ReadAsync(DatabaseOptions options)
    {
        await using System.Data.Common.DbConnection connection =
            options.Kind == DatabaseKind.Sqlite
                ? new SqliteConnection(options.ConnectionString)
                : new NpgsqlConnection(options.ConnectionString);
        await connection.OpenAsync();
        var tables = await ListAsync(
            connection,
            options.Kind == DatabaseKind.Sqlite
                ? "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%'"
                : "SELECT relname FROM pg_class WHERE relnamespace = 'public'::regnamespace "
                    + "AND relkind IN ('r', 'p') AND NOT relispartition"
        );
        var read = new SortedDictionary<string, List<string>>(StringComparer.Ordinal);
        foreach (var table in tables.Where(t => !t.StartsWith("__EF", StringComparison.Ordinal)))
            read[table] = await RowsAsync(connection, table);
        return read;
    }

    private static async Task<List<string>> RowsAsync(System.Data.Common.DbConnection connection, string table)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = $"SELECT * FROM \"{table}\"";
        await using var reader = await command.ExecuteReaderAsync();
        var places = Enumerable.Range(0, reader.FieldCount).OrderBy(reader.GetName, StringComparer.Ordinal).ToList();
        var rows = new List<string>();
        while (await reader.ReadAsync())
            rows.Add(string.Join('|', places.Select(i => Text(reader.GetValue(i)))));
        rows.Sort(StringComparer.Ordinal);
        return rows;
    }

    private static string Text(object value) =>
        value switch
        {
            DBNull => "",
            bool flag => flag ? "1" : "0",
            byte[] bytes => Convert.ToHexString(bytes),
            Guid id => id.ToString().ToUpperInvariant(),
            decimal number => number.ToString("0.####", CultureInfo.InvariantCulture),
            string text
                when text.Contains('.', StringComparison.Ordinal)
                    && decimal.TryParse(text, NumberStyles.Number, CultureInfo.InvariantCulture, out var number) => number.ToString(
                "0.####",
                CultureInfo.InvariantCulture
            ),
            _ => Convert.ToString(value, CultureInfo.InvariantCulture)!,
        };

    private static async Task<List<string>> ListAsync(System.Data.Common.DbConnection connection, string question)
    {
        await using var command = connection.CreateCommand();
        command.CommandText = question;
        await using var reader = await command.ExecuteReaderAsync();
        var found = new List<string>();
        while (await reader.ReadAsync())
            found.Add(reader.GetString(0));
        return found;
    }
}
