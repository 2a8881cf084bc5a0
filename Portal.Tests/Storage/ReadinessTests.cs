using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Reports.Drafts;
using Portal.Tests.Support;

namespace Portal.Tests.Storage;

/// <summary>What readiness says beside the tables: the storage, drafts that failed, changes that nobody folds.</summary>
[Needs(Resource.Database)]
public sealed class ReadinessTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Ready_WithFaultsOfEachKind_NamesThemAndIsDegraded()
    {
        var clock = new WatchedClock();
        await using var portal = await PortalInstance.StartAsync(
            builder => builder.Services.AddSingleton<TimeProvider>(clock),
            "--Portal:Jobs=false"
        );
        using var browser = portal.Browser();
        Assert.DoesNotContain("Drafts of reports", await ReadyAsync(browser), StringComparison.Ordinal);

        await using (var db = await portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token))
        {
            db.ReportBuilds.Add(
                new()
                {
                    UnitId = SampleData.CommunityId,
                    From = new(2014, 9, 1),
                    To = new(2014, 9, 1),
                    Language = "en",
                    RequestedBy = "system",
                    State = BuildState.Failed,
                }
            );
            await db.SaveChangesAsync(Token);
        }
        using var caller = await portal.CallerAsync(SampleData.District, Permissions.CasesWrite);
        using var sent = await PortalInstance.PostAsync(
            caller,
            "/api/v1/cases",
            $$"""
            [{"source":"s","caseNo":"1","unitCode":"{{SampleData.Community}}","itemCode":"{{SampleData.Licence}}",
            "acceptedAt":"2014-10-01"}]
            """
        );
        Assert.DoesNotContain("Changes wait", await ReadyAsync(browser), StringComparison.Ordinal);
        clock.Ahead = TimeSpan.FromDays(-40); // the time that was waited counts, not that of day
        clock.Advance(TimeSpan.FromMinutes(3));
        portal.Get<StorageState>().Report(StorageFault.Damaged, "page 5");

        var ready = await ReadyAsync(browser);

        Assert.Contains("Drafts of reports that failed: 1.", ready, StringComparison.Ordinal);
        Assert.Contains("Changes wait", ready, StringComparison.Ordinal);
        Assert.Contains("The check of the database failed", ready, StringComparison.Ordinal);
        Assert.StartsWith("{\"status\":\"degraded\"", ready, StringComparison.Ordinal);
    }

    private static async Task<string> ReadyAsync(HttpClient browser)
    {
        using var answer = await PortalInstance.GetAsync(browser, "/health/ready");
        return await PortalInstance.TextAsync(answer);
    }
}
