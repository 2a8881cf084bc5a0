using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Domain;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>
/// A primary and its standby with the settings of <c>deploy/</c>: acknowledged records survive the loss of the primary, and a dump of the
/// standby is a complete portal.
/// </summary>
[Collection(ClusterCollection.Name)]
public sealed class StandbyTests
{
    private const string Settings =
        "-c listen_addresses='' -c shared_buffers=64MB -c max_wal_size=1GB -c synchronous_standby_names=portal_standby";

    private const string MakeStandby = """
        psql -h "$dir" -U portal -d postgres -c "SELECT pg_create_physical_replication_slot('portal_standby')"
        mkdir "$dir/other"
        pg_basebackup -d "host=$dir user=portal application_name=portal_standby" -D "$dir/standby" -R -S portal_standby --checkpoint=fast
        pg_ctl -D "$dir/standby" -w -l "$dir/standby.log" start \
          -o "-c unix_socket_directories='$dir/other' -c listen_addresses='' -c shared_buffers=64MB"
        """;

    private const string LoseThePrimary = """
        pg_ctl -D "$dir/data" -w -m immediate stop
        psql -h "$dir/other" -U portal -d postgres -c "ALTER SYSTEM SET synchronous_standby_names = ''"
        pg_ctl -D "$dir/standby" -w promote
        """;

    private const string DumpAndRestore = """
        pg_dump -h "$dir/other" -U portal -Fc postgres >"$dir/portal.dump"
        createdb -h "$dir/other" -U portal portal_drill
        pg_restore -h "$dir/other" -U portal -d portal_drill --exit-on-error "$dir/portal.dump"
        """;

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Standby_AfterThePrimaryIsLost_HasEverythingAndTakesOver()
    {
        var server = await PostgresServer.StartAsync(Settings, DeployedFiles.Path("postgres/portal.conf"));
        if (server.Missing is { } reason)
            Requirements.Missing(reason);
        try
        {
            await server.RunAsync(MakeStandby);
            await using var portal = Services(
                $"Host={server.Folder},{server.Folder}/other;Username=portal;Database=postgres;"
                    + "Target Session Attributes=primary;Host Recheck Seconds=1"
            );
            await portal.GetRequiredService<DatabasePreparation>().RunAsync(Token);
            await using (var db = await portal.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token))
                await SampleData.SeedAsync(db);
            for (var i = 0; i < 20; i++)
                await SendAsync(portal, $"before-{i}");

            await server.RunAsync(LoseThePrimary);
            await Cluster.UntilAsync(() => TrySendAsync(portal, "after"), s_patience, () => "Nothing could be written at the standby.");

            await server.RunAsync(DumpAndRestore);
            await using var drill = Services($"Host={server.Folder}/other;Username=portal;Database=portal_drill");
            await using var copy = await drill.GetRequiredService<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token);
            Assert.Equal(21, await copy.Records.Select(r => r.CaseNo).Distinct().CountAsync(Token));
            Assert.Empty(await drill.GetRequiredService<MetricsAudit>().VerifyAsync(Token));
        }
        finally
        {
            NpgsqlConnection.ClearAllPools();
            await server.RunAsync("pg_ctl -D \"$dir/standby\" -w -m immediate stop || true");
            await server.EndAsync();
        }
    }

    private static ServiceProvider Services(string connectionString) =>
        new ServiceCollection()
            .AddLogging()
            .AddPortalDomain(new(DatabaseKind.Postgres, connectionString), SampleData.Shanghai)
            .BuildServiceProvider();

    private static async Task SendAsync(IServiceProvider portal, string caseNo)
    {
        var row = new ParsedRow(1, SampleData.Input(caseNo), [], []);
        var result = await portal
            .GetRequiredService<IRecordIntake>()
            .RunAsync(new[] { row }.ToAsyncEnumerable(), new(RecordStream.Cases) { Scope = UnitScope.Everything });
        Assert.Equal(1, result.Created + result.Unchanged);
    }

    private static async Task<bool> TrySendAsync(IServiceProvider portal, string caseNo)
    {
        try
        {
            await SendAsync(portal, caseNo);
            return true;
        }
        catch (Exception e) when (e is NpgsqlException or DbUpdateException or InvalidOperationException)
        {
            return false;
        }
    }
}
