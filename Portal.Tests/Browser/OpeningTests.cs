using System.Collections.Concurrent;
using Microsoft.AspNetCore.Builder;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Editing;
using Portal.Navigation;
using Portal.Tests.Architecture;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Browser;

/// <summary>
/// A page is rendered for a request, and a moment later once more by the circuit that continues it: the reader sees no difference.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class OpeningTests(PortalInBrowser browsers)
{
    private const string Month = "2014-10";

    private static readonly string[] s_more =
    [
        $"/live?unit={SampleData.District}&from=2014-01&to={Month}",
        $"/live/onTheSpotRatio?unit={SampleData.Street}&from=2014-01&to={Month}",
        "/figures?view=list",
        "/figures?view=board",
        "/figures/forms/street-service",
        $"/figures/street-service/{SampleData.Street}/{Month}",
        $"/figures/reconciliation?unit={SampleData.District}&month={Month}",
        $"/reports?unit={SampleData.District}&month={Month}",
        $"/reports?unit={SampleData.District}&month={Month}&view=print",
        $"/reports/difference?unit={SampleData.District}&month={Month}",
        $"/reports/tables?unit={SampleData.District}&month={Month}&rows=below",
    ];

    [Fact]
    public async Task Circuit_OnAStoreThatTakesItsTime_ShowsFromItsBeginningWhatTheRequestShowed()
    {
        await using var portal = await PortalInstance.StartAsync(AnswerLater);
        Assert.Empty(
            await portal
                .Get<FormWriter>()
                .InstallAsync(Actor.System, new(2014, 1, 1), lastMonth: null, TestContext.Current.CancellationToken)
        );
        var all = PortalPages.All.Except(PortalPages.OfOthers).Concat(s_more).ToList();

        Broken.None([
            .. await LossesAsync(portal, Role.EfficiencyOffice, SampleData.District, all),
            .. await LossesAsync(
                portal,
                Role.Clerk,
                SampleData.Street,
                all.Where(path => path.StartsWith(PortalUrls.Figures, StringComparison.Ordinal))
            ),
            .. await LossesAsync(
                portal,
                Role.Administrator,
                unit: null,
                all.Where(path => path.StartsWith("/admin", StringComparison.Ordinal))
            ),
        ]);
    }

    private async Task<IReadOnlyList<string>> LossesAsync(PortalInstance portal, Role role, string? unit, IEnumerable<string> paths)
    {
        var user = new UserDraft(role.ToString(), role.ToString(), role, unit is null ? null : await portal.UnitIdAsync(unit));
        Assert.Empty((await portal.Get<UserAdministration>().CreateAsync(Actor.System, user, Visitor.Password)).Codes);
        await using var lanes = await VisitorLanes.OpenAsync(() => browsers.SignInAtAsync(portal.Address, user.UserName, new()));
        foreach (var visitor in lanes.Visitors)
            await visitor.Page.AddInitScriptAsync(Scripts.NoteLoss);

        var looked = new ConcurrentBag<string>();
        var losses = await lanes.EachAsync(
            paths,
            async (visitor, path) =>
            {
                var answer = await visitor.GoAsync(path);
                if (answer?.Status != 200 || visitor.Page.Url.Contains("/account/", StringComparison.Ordinal))
                    return []; // not for this role
                Assert.True(await visitor.Page.EvaluateAsync<int>("() => window.loss.shown") > 0, $"{path} was empty.");
                looked.Add(path);
                return await visitor.Page.EvaluateAsync<string[]>("() => window.loss.lost") is { Length: > 0 } lines
                    ? [$"{path} ({role}) lost {lines.Length} lines for a moment: {string.Join(" | ", lines.Take(3))}"]
                    : [];
            }
        );
        Assert.True(looked.Count >= 2, $"{role}: {string.Join(", ", looked)}");
        return losses;
    }

    // Reads of the database are delayed, like those over a network, even where the file answers at once.
    private static void AnswerLater(WebApplicationBuilder builder)
    {
        var own = builder.Services.Last(s => s.ServiceType == typeof(IDbContextFactory<PortalDb>)).ImplementationType!;
        builder.Services.AddSingleton<IDbContextFactory<PortalDb>>(services => new LateDatabases(
            (IDbContextFactory<PortalDb>)ActivatorUtilities.CreateInstance(services, own)
        ));
    }

    private sealed class LateDatabases(IDbContextFactory<PortalDb> inner) : IDbContextFactory<PortalDb>
    {
        public PortalDb CreateDbContext() => inner.CreateDbContext();

        public async Task<PortalDb> CreateDbContextAsync(CancellationToken cancellationToken = default)
        {
            await Task.Yield();
            return await inner.CreateDbContextAsync(cancellationToken);
        }
    }
}
