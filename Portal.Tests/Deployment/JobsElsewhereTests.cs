using System.Net;
using System.Text.Json;
using Hangfire;
using Hangfire.Server;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>A web process without jobs reports whether another one runs them, and shows their queue when it is shared.</summary>
[Needs(Resource.Database)]
public sealed class JobsElsewhereTests
{
    private const string NoJobs = "--Portal:Jobs=false";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_TellsWhetherAProcessRunsTheJobs()
    {
        await using var portal = await PortalInstance.StartAsync(DatabaseKind.Postgres, configure: null, NoJobs);
        Assert.Equal(("degraded", "No process runs the jobs: figures stand still."), await JobsAsync(portal));

        using (var connection = portal.Get<JobStorage>().GetConnection())
            connection.AnnounceServer("jobs-1", new ServerContext { Queues = ["default"], WorkerCount = 1 });
        Assert.Equal(("healthy", null), await JobsAsync(portal));

        // Killed: its heartbeat stops without a farewell.
        await using (var db = await portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token))
            await db.Database.ExecuteSqlAsync($"UPDATE hangfire.server SET lastheartbeat = lastheartbeat - interval '3 minutes'", Token);
        Assert.Equal("degraded", (await JobsAsync(portal)).Status);

        // A heartbeat from ahead is of a process that ended before the clock was set back.
        await using (var db = await portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token))
            await db.Database.ExecuteSqlAsync($"UPDATE hangfire.server SET lastheartbeat = lastheartbeat + interval '40 days'", Token);
        Assert.Equal("degraded", (await JobsAsync(portal)).Status);

        // The server's message goes to the log alone: this endpoint is open to all.
        await using (var db = await portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token))
            await db.Database.ExecuteSqlAsync($"ALTER TABLE hangfire.server RENAME TO elsewhere", Token);
        Assert.Equal(("degraded", null), await JobsAsync(portal));
    }

    [Theory]
    [InlineData(DatabaseKind.Postgres, HttpStatusCode.OK)]
    [InlineData(DatabaseKind.Sqlite, HttpStatusCode.NotFound)]
    public async Task Queue_IsShownToAdministrators_WhereItIsShared_AndTheMenuLeadsNowhereElse(DatabaseKind kind, HttpStatusCode expected)
    {
        await using var portal = await PortalInstance.StartAsync(kind, configure: null, NoJobs);
        await portal.CreateUserAsync("admin", Role.Administrator);
        using var browser = portal.Browser();
        (await PortalInstance.SignInAsync(browser, "admin", PortalInstance.Password)).Dispose();

        using var queue = await PortalInstance.GetAsync(browser, "/admin/jobs");
        Assert.Equal(expected, queue.StatusCode);
        Assert.Equal(
            expected == HttpStatusCode.OK,
            (await browser.GetStringAsync(new Uri("/admin/users", UriKind.Relative), Token)).Contains(
                "href=\"/admin/jobs\"",
                StringComparison.Ordinal
            )
        );
    }

    private static async Task<(string? Status, string? Description)> JobsAsync(PortalInstance portal)
    {
        using var browser = portal.Browser();
        using var answer = await PortalInstance.GetAsync(browser, "/health/ready");
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        var said = JsonDocument.Parse(await PortalInstance.TextAsync(answer)).RootElement;
        var jobs = said.GetProperty("checks").EnumerateArray().Single(c => c.GetProperty("name").GetString() == "jobs");
        return (jobs.GetProperty("status").GetString(), jobs.GetProperty("description").GetString());
    }
}
