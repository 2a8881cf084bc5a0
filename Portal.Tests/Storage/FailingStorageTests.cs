using System.Diagnostics;
using System.Net;
using System.Runtime.Versioning;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Tests.Backups;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

/// <summary>
/// A real portal whose disk is full, whose file is read-only or damaged, or whose server is stopped: what API, pages, health and log say,
/// in both languages, and that it goes on by itself.
/// </summary>
[Needs(Resource.Process)]
[UnsupportedOSPlatform("windows")]
public sealed class FailingStorageTests : IDisposable
{
    private const string Recovery = "The storage takes writes again.";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    // Root may write whatever its mode says, unless it gives this right up.
    private static readonly string[] s_withoutRightsOfRoot = ["setpriv", "--bounding-set=-dac_override,-dac_read_search"];

    private readonly string _folder = Directory.CreateTempSubdirectory("portal-storage-").FullName;
    private bool _isMounted;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private string DatabasePath => Path.Combine(_folder, "disk", "portal.db");

    public void Dispose()
    {
        if (_isMounted)
            Run("umount", "--lazy", Path.Combine(_folder, "disk"));
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public async Task Disk_FilledToTheLastByte_StopsWritingAloneAndRecoversWhenThereIsRoom()
    {
        MountDisk(megabytes: 24);
        await CreateDatabaseAsync();
        await using var portal = await StartAsync();
        using var caller = await CallerAsync(portal);
        await AssertTakenAsync(caller, "before");

        var filler = Path.Combine(_folder, "disk", "filler");
        Fill(filler);
        await AssertRefusedAsync(portal, caller, "storage.diskFull", "disk is full", "磁盘已满", ready: HttpStatusCode.OK);

        File.Delete(filler);
        await UntilTakenAsync(caller, "after");
        await UntilLoggedAsync(portal, Recovery);
        Assert.Contains(Records(), (string[])["2", "3"]);
    }

    [Fact]
    public async Task Disk_NearlyFull_IsToldByReadinessWhileWritesAreTaken()
    {
        MountDisk(megabytes: 64);
        await CreateDatabaseAsync();
        await using var portal = await StartAsync();
        using var caller = await CallerAsync(portal);
        Assert.DoesNotContain("nearly full", await ReadyAsync(), StringComparison.Ordinal);

        var filler = Path.Combine(_folder, "disk", "filler");
        await File.WriteAllBytesAsync(filler, new byte[new DriveInfo(Path.Combine(_folder, "disk")).AvailableFreeSpace - (3 << 20)], Token);

        var said = await ReadyAsync();
        Assert.StartsWith("{\"status\":\"degraded\"", said, StringComparison.Ordinal);
        Assert.Contains("The disk is nearly full: ", said, StringComparison.Ordinal);
        await AssertTakenAsync(caller, "1");

        File.Delete(filler);
        Assert.DoesNotContain("nearly full", await ReadyAsync(), StringComparison.Ordinal);

        async Task<string> ReadyAsync()
        {
            using var browser = new HttpClient { BaseAddress = portal.Address };
            return await browser.GetStringAsync(new Uri("/health/ready", UriKind.Relative), Token);
        }
    }

    [Fact]
    public async Task File_MadeReadOnly_StopsWritingAloneAndRecoversWhenItIsWritable()
    {
        if (Environment.UserName == "root" && !File.Exists("/usr/bin/setpriv"))
            Requirements.Missing("setpriv is not installed.");
        Directory.CreateDirectory(Path.Combine(_folder, "disk"));
        await CreateDatabaseAsync();
        await using var portal = await StartAsync(Environment.UserName == "root" ? s_withoutRightsOfRoot : []);
        using var caller = await CallerAsync(portal);
        await AssertTakenAsync(caller, "before");

        File.SetUnixFileMode(DatabasePath, UnixFileMode.UserRead);
        await AssertRefusedAsync(portal, caller, "storage.notWritable", "not writable", "只读", ready: HttpStatusCode.OK);

        File.SetUnixFileMode(DatabasePath, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await UntilTakenAsync(caller, "after");
        await UntilLoggedAsync(portal, Recovery);
        // What was sent before the portal looked at the file was taken, since it had it open.
        Assert.Contains(Records(), (string[])["2", "3"]);
    }

    [Fact]
    public async Task Page_Overwritten_StopsWritingAndIsRefusedByTheNextStartUntilABackupIsRestored()
    {
        Directory.CreateDirectory(Path.Combine(_folder, "disk"));
        await CreateDatabaseAsync();
        var database = new PortalFile(DatabasePath);
        await database.BackUpAsync(Path.Combine(_folder, "good.backup"));
        await using (var portal = await StartAsync())
        {
            using var caller = await CallerAsync(portal);
            OverwriteLastPages();
            await AssertRefusedAsync(portal, caller, "storage.damaged", "damaged", "数据库损坏", ready: null);
            await UntilLoggedAsync(portal, $"The database {DatabasePath} is damaged; nothing is written any more.");
        }

        await Assert.ThrowsAsync<Domain.Data.Files.UnusableDatabaseException>(database.StartAsync);
        await database.RestoreAsync(Path.Combine(_folder, "good.backup"));
        await using var again = await StartAsync();
        using var sender = await CallerAsync(again);
        await AssertTakenAsync(sender, "after");
    }

    [Fact]
    public async Task Server_Stopped_IsSaidEverywhereAndThePortalGoesOnWhenItRunsAgain()
    {
        const string Settings = "-c fsync=off -c max_connections=60";
        var server = await PostgresServer.StartAsync(Settings);
        if (server.Missing is { } reason)
            Requirements.Missing(reason);
        try
        {
            var options = new DatabaseOptions(DatabaseKind.Postgres, server.ConnectionString!);
            await SeedAsync(options);
            await using var portal = await PortalProcess.StartAsync(demonstration: false, SettingsOf(options));
            using var caller = await CallerAsync(portal);
            await AssertTakenAsync(caller, "before");

            await server.RunAsync("pg_ctl -D \"$dir/data\" -w -m immediate stop");
            await AssertRefusedAsync(
                portal,
                caller,
                "storage.unreachable",
                "cannot be reached",
                "连接不上数据库",
                ready: HttpStatusCode.ServiceUnavailable
            );

            await server.RunAsync(
                "pg_ctl -D \"$dir/data\" -w -l \"$dir/server.log\" start -o \"-c listen_addresses='' -c unix_socket_directories='$dir' "
                    + $"{Settings}\" >/dev/null"
            );
            await UntilTakenAsync(caller, "after");
            await UntilLoggedAsync(portal, Recovery);
            await UntilLoggedAsync(portal, Recovery);
        }
        finally
        {
            await server.EndAsync();
        }
    }

    private async Task AssertRefusedAsync(
        PortalProcess portal,
        HttpClient caller,
        string code,
        string inEnglish,
        string inChinese,
        HttpStatusCode? ready
    )
    {
        await UntilAsync(async () =>
        {
            using var write = await SendAsync(caller, "refused");
            return write.StatusCode == HttpStatusCode.ServiceUnavailable
                && (await PortalInstance.TextAsync(write)).Contains($"\"code\":\"{code}\"", StringComparison.Ordinal);
        });
        using var english = await SendAsync(caller, "refused");
        var problem = await PortalInstance.TextAsync(english);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, english.StatusCode);
        Assert.NotNull(english.Headers.RetryAfter);
        Assert.Contains($"\"code\":\"{code}\"", problem, StringComparison.Ordinal);
        using var chinese = await SendAsync(caller, "refused", "zh-CN");
        Assert.Contains(inChinese, await PortalInstance.TextAsync(chinese), StringComparison.Ordinal);

        using var browser = new HttpClient { BaseAddress = portal.Address };
        await UntilAsync(async () =>
            WebUtility
                .HtmlDecode(await browser.GetStringAsync(new Uri("/account/login", UriKind.Relative), Token))
                .Contains(inChinese, StringComparison.Ordinal)
        );
        browser.DefaultRequestHeaders.Add("Cookie", ".AspNetCore.Culture=c%3Den%7Cuic%3Den");
        Assert.Contains(
            $"data-storage=\"{code}\"",
            await browser.GetStringAsync(new Uri("/account/login", UriKind.Relative), Token),
            StringComparison.Ordinal
        );
        using var health = await browser.GetAsync(new Uri("/health/ready", UriKind.Relative), Token);
        if (ready is { } status)
            Assert.Equal(status, health.StatusCode);
        Assert.Contains(inEnglish, await PortalInstance.TextAsync(health), StringComparison.Ordinal);
        await UntilLoggedAsync(portal, $"The storage takes no writes ({code}): ");
        Assert.DoesNotContain(Recovery, portal.Log, StringComparison.Ordinal);
    }

    // The output of another process comes later than its answers.
    private static Task UntilLoggedAsync(PortalProcess portal, string line) =>
        UntilAsync(() => Task.FromResult(portal.Log.Contains(line, StringComparison.Ordinal)));

    private static async Task AssertTakenAsync(HttpClient caller, string caseNo)
    {
        using var answer = await SendAsync(caller, caseNo);
        Assert.True(answer.StatusCode == HttpStatusCode.OK, await PortalInstance.TextAsync(answer));
    }

    private static Task UntilTakenAsync(HttpClient caller, string caseNo) =>
        UntilAsync(async () =>
        {
            using var answer = await SendAsync(caller, caseNo);
            return answer.StatusCode == HttpStatusCode.OK;
        });

    private static async Task<HttpResponseMessage> SendAsync(HttpClient caller, string caseNo, string? language = null)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri("/api/v1/cases", UriKind.Relative))
        {
            Content = new StringContent(
                $$"""
                [{"source":"s","caseNo":"{{caseNo}}","unitCode":"{{SampleData.Community}}","itemCode":"{{SampleData.Licence}}",
                "acceptedAt":"2014-10-01"}]
                """,
                System.Text.Encoding.UTF8,
                "application/json"
            ),
        };
        if (language is not null)
            request.Headers.AcceptLanguage.Add(new(language));
        return await caller.SendAsync(request, Token);
    }

    private static Task<HttpClient> CallerAsync(PortalProcess portal) =>
        portal.CreateApiClientAsync(SampleData.District, Permissions.CasesWrite, Permissions.MetricsRead);

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var giveUp = new CancellationTokenSource(s_patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await isSo())
            await again.WaitForNextTickAsync(giveUp.Token);
    }

    private Task<PortalProcess> StartAsync(params string[] launcher) =>
        PortalProcess.StartAsync(demonstration: false, SettingsOf(new(DatabaseKind.Sqlite, $"Data Source={DatabasePath}")), launcher);

    private Dictionary<string, string> SettingsOf(DatabaseOptions options) =>
        new()
        {
            ["Portal__Database"] = options.Kind.ToString(),
            ["ConnectionStrings__Portal"] = options.ConnectionString,
            ["Portal__KeyFile"] = Path.Combine(_folder, "portal.key"),
            ["Portal__Reports__Day"] = "0",
        };

    private Task CreateDatabaseAsync() => SeedAsync(new PortalFile(DatabasePath).Options);

    private static async Task SeedAsync(DatabaseOptions options)
    {
        Requirements.Need(Resource.Database);
        await using var services = new ServiceCollection()
            .AddLogging()
            .AddPortalDomain(options, SampleData.Shanghai)
            .BuildServiceProvider();
        await services.GetRequiredService<DatabasePreparation>().RunAsync(Token);
        await using var db = await services.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);
        await SampleData.SeedAsync(db);
    }

    private string Records() => new PortalFile(DatabasePath).Text("SELECT count(*) FROM Records");

    private void MountDisk(int megabytes)
    {
        var disk = Directory.CreateDirectory(Path.Combine(_folder, "disk")).FullName;
        if (!Run("mount", "-t", "tmpfs", "-o", $"size={megabytes}m", "tmpfs", disk))
            Requirements.Missing("A tmpfs cannot be mounted here.");
        _isMounted = true;
    }

    private static bool Run(string program, params string[] arguments)
    {
        using var process = Process.Start(
            new ProcessStartInfo(program, arguments) { UseShellExecute = false, RedirectStandardError = true }
        )!;
        process.WaitForExit();
        return process.ExitCode == 0;
    }

    private static void Fill(string path)
    {
        using var file = new FileStream(path, FileMode.CreateNew, FileAccess.Write, FileShare.None, bufferSize: 0);
        foreach (var size in (int[])[1 << 16, 1 << 12, 1])
        {
            try
            {
                while (true)
                    file.Write(new byte[size]);
            }
            catch (IOException)
            {
                // Full for pieces of this size.
            }
        }
    }

    /// <summary>Overwrites the pages at the end of the file: rows and indexes, not the list of tables.</summary>
    private void OverwriteLastPages()
    {
        const int Page = 4_096;
        using var file = new FileStream(DatabasePath, FileMode.Open, FileAccess.ReadWrite, FileShare.ReadWrite);
        var noise = new byte[Page];
        new Random(2).NextBytes(noise);
        for (var position = file.Length / 2 / Page * Page; position < file.Length; position += Page)
        {
            file.Position = position;
            file.Write(noise);
        }
    }
}
