using System.Diagnostics;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Subscriptions;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>
/// Two web processes and two of jobs on one PostgreSQL, started from the files of <c>deploy/</c>; only addresses differ from the installed
/// ones.
/// </summary>
public sealed class Cluster : IAsyncLifetime
{
    /// <summary>The settings file is for a dedicated machine; tests have less memory.</summary>
    private const string LessMemory = "-c listen_addresses='' -c shared_buffers=64MB -c maintenance_work_mem=64MB -c max_wal_size=1GB";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(120);

    /// <summary>The present date moved to a day on which the reports of last month are due.</summary>
    private static readonly ReportOptions s_reports = new(
        Math.Clamp(TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), SampleData.Shanghai).Day - 1, 1, 28),
        TimeOnly.MinValue
    );

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-cluster-");
    private ServiceProvider? _services;
    private PostgresServer _server = null!;

    /// <summary>The web processes by the names that the proxy gives them.</summary>
    internal Dictionary<string, DeployedProcess> Webs { get; } = new(StringComparer.Ordinal);

    internal List<DeployedProcess> Jobs { get; } = [];

    /// <summary>Where each web process answers, as <c>127.0.0.1:43210</c>.</summary>
    public Dictionary<string, string> Addresses { get; } = new(StringComparer.Ordinal);

    public string Folder => _folder.FullName;

    public string ConnectionString { get; private set; } = "";

    /// <summary>A key that may send cases for the whole district.</summary>
    public string Key { get; private set; } = "";

    /// <summary>Skips the test when there is no server.</summary>
    public void Require()
    {
        if (_server.Missing is { } reason)
            Requirements.Missing(reason);
    }

    public async ValueTask InitializeAsync()
    {
        _server = await PostgresServer.StartAsync(LessMemory, DeployedFiles.Path("postgres/portal.conf"));
        if (_server.Missing is not null)
            return;
        ConnectionString = new NpgsqlConnectionStringBuilder(_server.ConnectionString) { MaxPoolSize = 40 }.ConnectionString;
        _services = new ServiceCollection()
            .AddLogging()
            .AddSingleton(s_reports)
            .AddPortalDomain(new(DatabaseKind.Postgres, ConnectionString), SampleData.Shanghai)
            .BuildServiceProvider();
        await FillAsync(_services);
        foreach (var name in (string[])["web1", "web2"])
            StartWeb(name);
        for (var i = 1; i <= 2; i++)
            Jobs.Add(Start(new SystemdUnit("portal-jobs@.service", i.ToString(CultureInfo.InvariantCulture))));
        foreach (var name in Webs.Keys)
            await UntilReadyAsync(name);
    }

    public async Task RestartPostgresAsync()
    {
        await _server.RestartAtOnceAsync();
        NpgsqlConnection.ClearAllPools(); // like the portal's, the connections of the tests are broken
    }

    /// <summary>Waits until a web process serves.</summary>
    public async Task UntilReadyAsync(string name)
    {
        using var client = new HttpClient { BaseAddress = new($"http://{Addresses[name]}/"), Timeout = TimeSpan.FromSeconds(5) };
        await UntilAsync(
            async () => Webs[name].IsRunning && (await client.GetAsync(new Uri("health/ready", UriKind.Relative))).IsSuccessStatusCode,
            s_patience,
            () => $"{name} is not ready.\n{Webs[name].Log}"
        );
    }

    /// <summary>Polls until the condition holds; a failure counts as not yet.</summary>
    public static async Task<TimeSpan> UntilAsync(Func<Task<bool>> isSo, TimeSpan atMost, Func<string> otherwise)
    {
        var started = Stopwatch.GetTimestamp();
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(25));
        while (!await TryAsync(isSo))
        {
            if (Stopwatch.GetElapsedTime(started) > atMost)
                Assert.Fail(otherwise());
            await again.WaitForNextTickAsync();
        }
        return Stopwatch.GetElapsedTime(started);
    }

    /// <summary>Answers of the database, one row each.</summary>
    public async Task<List<T>> AskAsync<T>(FormattableString question)
    {
        await using var db = await _services!.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync();
        return await db.Database.SqlQuery<T>(question).ToListAsync();
    }

    /// <summary>Runs a command of the portal as an administrator would on one of the machines.</summary>
    public async Task<int> CommandAsync(params string[] arguments)
    {
        var settings = Path.Combine(Folder, "portal.env");
        await File.WriteAllLinesAsync(settings, ["# the settings of all", "", .. Settings().Select(s => $"{s.Key}={s.Value}")]);
        var start = new ProcessStartInfo("/bin/sh", [DeployedFiles.Path("portal-command"), .. arguments])
        {
            WorkingDirectory = Folder,
            UseShellExecute = false,
        };
        start.Environment["PORTAL_SETTINGS"] = settings;
        start.Environment["PORTAL_USER"] = System.Environment.UserName;
        start.Environment["PORTAL_PROGRAM"] = new SystemdUnit("portal@.service", "0").Program;
        using var process = Process.Start(start)!;
        await process.WaitForExitAsync();
        return process.ExitCode;
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var process in Webs.Values.Concat(Jobs))
            await process.DisposeAsync();
        if (_services is not null)
            await _services.DisposeAsync();
        await _server.EndAsync();
        _folder.Delete(recursive: true);
    }

    private static async Task<bool> TryAsync(Func<Task<bool>> isSo)
    {
        try
        {
            return await isSo();
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or Microsoft.Playwright.PlaywrightException)
        {
            return false;
        }
    }

    private void StartWeb(string name)
    {
        var port = DeployedFiles.FreePort().ToString(CultureInfo.InvariantCulture);
        Addresses[name] = "127.0.0.1:" + port;
        Webs[name] = Start(new SystemdUnit("portal@.service", port));
    }

    private DeployedProcess Start(SystemdUnit unit) => new(unit.Program, unit.Command[1..], Environment(unit), Folder);

    // Like systemd: the common environment file overrides the unit.
    private Dictionary<string, string> Environment(SystemdUnit unit)
    {
        var settings = new Dictionary<string, string>(unit.Environment, StringComparer.Ordinal);
        foreach (var (name, value) in Settings())
            settings[name] = value;
        return settings;
    }

    private Dictionary<string, string> Settings()
    {
        var settings = new Dictionary<string, string>(
            DeployedFiles.Environment(DeployedFiles.Text("portal.env.example")),
            StringComparer.Ordinal
        );
        settings["ConnectionStrings__Portal"] = ConnectionString;
        settings["Portal__KnownProxies"] = "127.0.0.1";
        settings["AllowedHosts"] = "127.0.0.1;localhost";
        settings["Portal__Reports__Day"] = s_reports.Day.ToString(CultureInfo.InvariantCulture);
        settings["Portal__Reports__Time"] = s_reports.At.ToString("HH:mm", CultureInfo.InvariantCulture);
        settings["Portal__Imports__Folder"] = Path.Combine(Folder, "imports");
        settings["Portal__KeyFile"] = Path.Combine(Folder, "portal.key");
        return settings;
    }

    private async Task FillAsync(IServiceProvider services)
    {
        await services.GetRequiredService<DatabasePreparation>().RunAsync();
        await using (var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync())
        {
            await SampleData.SeedAsync(db);
            // Records every change of a build, so that a repeated one is found.
            await db.Database.ExecuteSqlAsync(
                $"""
                CREATE TABLE build_changes (build int, state int);
                CREATE FUNCTION note_build() RETURNS trigger
                  AS 'BEGIN INSERT INTO build_changes VALUES (NEW."Id", NEW."State"); RETURN NEW; END' LANGUAGE plpgsql;
                CREATE TRIGGER note_build AFTER UPDATE OF "State" ON "ReportBuilds" FOR EACH ROW EXECUTE FUNCTION note_build();
                """
            );
        }
        var units = (await services.GetRequiredService<IReferenceReader>().GetAsync()).Units;
        await services
            .GetRequiredService<UserAdministration>()
            .CreateAsync(
                Actor.System,
                new UserDraft("leader", "leader", Role.Leader, units.Find(SampleData.District)!.Id),
                Browser.Visitor.Password
            );
        Key = await services
            .GetRequiredService<ApiKeyring>()
            .CreateAsync(Actor.System, "ledger", units.Find(SampleData.District)!.Id, [Permissions.CasesWrite]);
        Assert.NotEqual(0, await services.GetRequiredService<DayBuilds>().RequestAsync());
    }
}
