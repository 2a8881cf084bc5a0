using System.Globalization;
using System.Net;
using Microsoft.Data.Sqlite;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Jobs.Running;

namespace Portal.Jobs.Hosting;

/// <summary>Reads and checks all settings, so that one start tells everything that is wrong.</summary>
public sealed class SettingsReader(IConfiguration configuration, bool development)
{
    private readonly List<string> _problems = [];

    /// <exception cref="SettingsException">Some setting is wrong; all of them are named.</exception>
    public PortalSettings Read()
    {
        var settings = new PortalSettings(
            Database(),
            Zone(),
            Switch("Portal:Demo", development),
            Switch("Portal:DemoReplay", false),
            Switch("Portal:Jobs", true),
            Proxies(),
            Imports(),
            new MailReader(configuration, _problems).Read(),
            Reports(),
            Jobs()
        );
        CheckUrls();
        CheckLogLevel();
        return _problems.Count == 0 ? settings : throw new SettingsException(_problems);
    }

    private DatabaseOptions Database()
    {
        var text = configuration.GetConnectionString("Portal");
        return (configuration["Portal:Database"] ?? "sqlite").ToUpperInvariant() switch
        {
            "SQLITE" => new(DatabaseKind.Sqlite, Sqlite(text ?? "Data Source=data/portal.db")),
            "POSTGRES" => new(DatabaseKind.Postgres, Postgres(text)),
            _ => Refuse("Portal:Database", "sqlite or postgres", new DatabaseOptions(DatabaseKind.Sqlite, "")),
        };
    }

    private string Sqlite(string text)
    {
        const string Expected =
            "for SQLite a file, as in \"Data Source=data/portal.db\"; for PostgreSQL set Portal:Database=postgres as well";
        try
        {
            var connection = new SqliteConnectionStringBuilder(text);
            if (connection.DataSource.Length == 0 || connection.DataSource == ":memory:")
                return Refuse("ConnectionStrings:Portal", Expected, "");
            connection.DataSource = Path.Combine(PortalFolder.Root, connection.DataSource);
            return connection.ConnectionString;
        }
        catch (ArgumentException)
        {
            return Refuse("ConnectionStrings:Portal", Expected, "");
        }
    }

    private string Postgres(string? text) =>
        PostgresAddress.Check(text) ?? Refuse("ConnectionStrings:Portal", PostgresAddress.Expected, "");

    private TimeZoneInfo Zone()
    {
        var name = configuration["Portal:TimeZone"] ?? "Asia/Shanghai";
        return TimeZoneInfo.TryFindSystemTimeZoneById(name, out var zone)
            ? zone
            : Refuse("Portal:TimeZone", "a time zone of this machine, such as Asia/Shanghai", TimeZoneInfo.Utc);
    }

    // A list as JSON has it, or in one line.
    private IPAddress[] Proxies()
    {
        var section = configuration.GetSection("Portal:KnownProxies");
        var inLine = (section.Value ?? "")
            .Split([',', ';', ' '], StringSplitOptions.RemoveEmptyEntries)
            .Select(text => (section.Path, Text: text));
        return
        [
            .. inLine
                .Concat(section.GetChildren().Select(entry => (entry.Path, Text: entry.Value ?? "")))
                .Select(entry => Proxy(entry.Path, entry.Text)),
        ];
    }

    private IPAddress Proxy(string key, string text) =>
        IPAddress.TryParse(text, out var address) ? address : Refuse(key, "IP addresses", IPAddress.None);

    private ImportStoreOptions Imports() =>
        new(
            Path.Combine(PortalFolder.Root, configuration["Portal:Imports:Folder"] is { Length: > 0 } folder ? folder : "data/imports"),
            (long)Number("Portal:Imports:MostMegabytes", (int)(ImportStoreOptions.DefaultMostBytes >> 20), 1, 1 << 20) << 20
        );

    private ReportOptions Reports() =>
        new(Number("Portal:Reports:Day", ReportOptions.Default.Day, 0, 28), Time("Portal:Reports:Time", ReportOptions.Default.At));

    private JobsOptions Jobs()
    {
        var options = new JobsOptions();
        return new()
        {
            Workers = Number("Jobs:Workers", options.Workers, 1, 64),
            Retries = Number("Jobs:Retries", options.Retries, 0, 20),
            WatchEveryMilliseconds = Number("Jobs:WatchEveryMilliseconds", options.WatchEveryMilliseconds, 50, 60_000),
        };
    }

    private void CheckUrls()
    {
        foreach (
            var url in (configuration["Urls"] ?? "").Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
        )
        {
            if (!IsAddress(url))
                Refuse("Urls", "addresses such as http://localhost:5080, separated by semicolons", url);
        }
    }

    private static bool IsAddress(string url)
    {
        try
        {
            return BindingAddress.Parse(url) is { Scheme: "http" or "https", Port: >= 0 and <= 65_535, PathBase: "" };
        }
        catch (FormatException)
        {
            return false;
        }
    }

    private void CheckLogLevel()
    {
        const string Key = "Serilog:MinimumLevel:Default";
        if (configuration[Key] is { } level && !Enum.TryParse<Serilog.Events.LogEventLevel>(level, ignoreCase: true, out _))
        {
            Refuse(Key, string.Join(", ", Enum.GetNames<Serilog.Events.LogEventLevel>()), level);
        }
    }

    private bool Switch(string key, bool otherwise) =>
        configuration[key] is not { Length: > 0 } text ? otherwise
        : bool.TryParse(text, out var value) ? value
        : Refuse(key, "true or false", otherwise);

    private TimeOnly Time(string key, TimeOnly otherwise) =>
        configuration[key] is not { Length: > 0 } text ? otherwise
        : TimeOnly.TryParseExact(text, "HH:mm", CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time
        : Refuse(key, "a time of the day such as 06:00", otherwise);

    private int Number(string key, int otherwise, int from, int to) =>
        configuration[key] is not { } text ? otherwise
        : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var value) && value >= from && value <= to ? value
        : Refuse(key, string.Create(CultureInfo.InvariantCulture, $"a whole number from {from} to {to}"), otherwise);

    // The value itself is not told: it may hold a password.
    private T Refuse<T>(string key, string expected, T instead)
    {
        _problems.Add($"{key}: expected {expected}.");
        return instead;
    }
}
