using System.Text.Json;
using Npgsql;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

/// <summary>The whole portal as a process of its own on PostgreSQL: migrations, demonstration, jobs, API and command line.</summary>
[Needs(Resource.Database)]
public sealed class PostgresPortalTests
{
    private const string Centre = "350103C01";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Portal_OnPostgres_FillsFoldsAndVerifies()
    {
        if ((await PostgresServer.GetAsync()).Missing is { } missing)
            Requirements.Missing(missing);
        var name = $"portal_whole_{Guid.NewGuid():n}";
        // As installed: a role that owns this database and has no other rights.
        await DatabaseTemplates.ExecuteAsync($"CREATE ROLE {name} LOGIN PASSWORD '{name}'");
        await DatabaseTemplates.ExecuteAsync($"CREATE DATABASE {name} OWNER {name}");
        try
        {
            var connection = new NpgsqlConnectionStringBuilder((await PostgresServer.GetAsync()).ConnectionString)
            {
                Database = name,
                Username = name,
                Password = name,
                MaxPoolSize = 40,
            }.ConnectionString;
            await using var portal = await PortalProcess.StartAsync(
                demonstration: true,
                new Dictionary<string, string> { ["Portal__Database"] = "postgres", ["ConnectionStrings__Portal"] = connection }
            );
            using var caller = await portal.CreateApiClientAsync(
                Centre,
                Permissions.CasesWrite,
                Permissions.MetricsRead,
                Permissions.ItemsRead
            );
            Assert.Equal(61_906, await AcceptedAsync(caller, "2014-01", "2014-10"));

            var item = (await JsonAsync(caller, "/api/v1/items?on=2014-10-31")).EnumerateArray().First().GetProperty("code").GetString();
            var message = $$"""
                [{"source":"test","caseNo":"1","unitCode":"{{Centre}}",
                "itemCode":"{{item}}","acceptedAt":"2014-11-03T09:00:00+08:00"}]
                """;
            using (var answer = await PortalInstance.PostAsync(caller, "/api/v1/cases", message))
                Assert.Contains("\"created\":1", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
            await UntilAsync(async () => await AcceptedAsync(caller, "2014-11", "2014-11") == 1);

            var verified = await portal.RunAsync("verify");
            Assert.True(verified.ExitCode == 0, verified.Output + verified.Errors);
        }
        finally
        {
            await DatabaseTemplates.ExecuteAsync($"DROP DATABASE {name} WITH (FORCE)");
            await DatabaseTemplates.ExecuteAsync($"DROP ROLE {name}");
        }
    }

    private static async Task<decimal> AcceptedAsync(HttpClient caller, string from, string to)
    {
        var rows = await JsonAsync(caller, $"/api/v1/metrics?unit={Centre}&from={from}&to={to}&metric=accepted");
        return Assert.Single(rows.EnumerateArray()).GetProperty("value").GetDecimal();
    }

    private static async Task<JsonElement> JsonAsync(HttpClient caller, string address)
    {
        using var answer = await PortalInstance.GetAsync(caller, address);
        var text = await PortalInstance.TextAsync(answer);
        Assert.True(answer.IsSuccessStatusCode, text);
        return JsonSerializer.Deserialize<JsonElement>(text);
    }

    private static async Task UntilAsync(Func<Task<bool>> done)
    {
        using var again = new PeriodicTimer(TimeSpan.FromMilliseconds(100));
        for (var tries = 0; !await done(); tries++)
        {
            Assert.True(tries < 100, "The figures did not change within ten seconds.");
            await again.WaitForNextTickAsync(Token);
        }
    }
}
