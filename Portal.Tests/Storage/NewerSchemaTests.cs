using System.Net;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

/// <summary>A database that a later version has changed is shown, and not written to any more.</summary>
[Needs(Resource.Database)]
public sealed class NewerSchemaTests
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Portal_WhoseDatabaseBecomesNewer_StopsWritingAtOnceAndGoesOnWhenItIsOverAgain(DatabaseKind kind)
    {
        await using var portal = await PortalInstance.StartAsync(kind, configure: null);
        using var caller = await portal.CallerAsync(SampleData.District, Permissions.CasesWrite, Permissions.UnitsRead);
        await portal.CreateUserAsync("user", Role.Leader, SampleData.District);
        await ExecuteAsync(portal, "INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '99')");

        // Before anything has looked: the first write of all kinds finds it.
        await Assert.ThrowsAsync<StorageUnavailableException>(() => portal.CreateUserAsync("other", Role.Leader, SampleData.District));
        using var refused = await SendAsync(caller);
        Assert.Equal(HttpStatusCode.ServiceUnavailable, refused.StatusCode);
        Assert.Equal(10, refused.Headers.RetryAfter?.Delta?.TotalSeconds);
        Assert.Contains("\"code\":\"storage.newerSchema\"", await PortalInstance.TextAsync(refused), StringComparison.Ordinal);
        await using (var db = await portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token))
            Assert.Equal((0, 1), (await db.Records.CountAsync(Token), await db.Users.CountAsync(Token)));

        using var units = await PortalInstance.GetAsync(caller, "/api/v1/units");
        Assert.Equal(HttpStatusCode.OK, units.StatusCode);
        using var browser = portal.Browser();
        var page = WebUtility.HtmlDecode(await browser.GetStringAsync("/account/login", Token));
        Assert.Contains("data-storage=\"storage.newerSchema\"", page, StringComparison.Ordinal);
        Assert.Contains("暂时不能保存", page, StringComparison.Ordinal);
        using var ready = await PortalInstance.GetAsync(browser, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);

        await ExecuteAsync(portal, "DELETE FROM \"__EFMigrationsHistory\" WHERE \"MigrationId\" LIKE '9999%'");
        await UntilAsync(async () =>
        {
            using var taken = await SendAsync(caller);
            return taken.StatusCode == HttpStatusCode.OK;
        });
    }

    [Theory, Databases]
    public async Task Portal_StartedOnANewerDatabase_ShowsPagesAndTakesNoWrites(DatabaseKind kind)
    {
        await using var store = await TestStore.CreateMigratedAsync(kind);
        string[] settings = ["--urls=http://127.0.0.1:0", "--Portal:Demo=false", .. store.Settings.Select(s => $"--{s.Key}={s.Value}")];
        await using (var first = await PortalApp.CreateAsync(settings, cancellation: Token))
        {
            await first.StartAsync(Token); // makes the keys of cookies
            await first.StopAsync(Token);
        }
        await using (var database = Open(store))
            await database.Database.ExecuteSqlAsync($"INSERT INTO \"__EFMigrationsHistory\" VALUES ('99990101000000_Later', '99')", Token);

        await using var app = await PortalApp.CreateAsync(settings, cancellation: Token);
        await app.StartAsync(Token);
        using var browser = new HttpClient { BaseAddress = new(app.Urls.First()) };

        Assert.Contains("storage.newerSchema", await browser.GetStringAsync("/account/login", Token), StringComparison.Ordinal);
        using var ready = await PortalInstance.GetAsync(browser, "/health/ready");
        Assert.Equal(HttpStatusCode.ServiceUnavailable, ready.StatusCode);
        Assert.Equal(
            PortalCommands.Failed,
            await PortalCommands.RunAsync([
                "user",
                "create",
                "--name",
                "user",
                "--role",
                "Administrator",
                "--password",
                PortalInstance.Password,
                .. store.Settings.Select(s => $"--{s.Key}={s.Value}"),
            ])
        );
        await app.StopAsync(Token);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient caller) =>
        PortalInstance.PostAsync(
            caller,
            "/api/v1/cases",
            $$"""
            [{"source":"s","caseNo":"1","unitCode":"{{SampleData.Community}}","itemCode":"{{SampleData.Licence}}",
            "acceptedAt":"2014-10-01"}]
            """
        );

    private static async Task ExecuteAsync(PortalInstance portal, string statement)
    {
        await using var db = await portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);
        await db.Database.ExecuteSqlRawAsync(statement, Token);
    }

    private static PortalDb Open(TestStore store)
    {
        if (store.Options.Kind == DatabaseKind.Postgres)
        {
            var postgres = new DbContextOptionsBuilder<PostgresPortalDb>();
            postgres.UsePortalPostgres(store.Options.ConnectionString);
            return new PostgresPortalDb(postgres.Options);
        }
        var sqlite = new DbContextOptionsBuilder<SqlitePortalDb>();
        sqlite.UsePortalSqlite(store.Options.ConnectionString);
        return new SqlitePortalDb(sqlite.Options);
    }

    private static async Task UntilAsync(Func<Task<bool>> isSo)
    {
        using var giveUp = new CancellationTokenSource(s_patience);
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        while (!await isSo())
            await again.WaitForNextTickAsync(giveUp.Token);
    }
}
