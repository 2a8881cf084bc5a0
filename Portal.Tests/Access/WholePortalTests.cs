using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>What belongs to no single unit is for the grants that cover every unit: a street's administrator does not get it.</summary>
[Needs(Resource.Database)]
public sealed class WholePortalTests : IAsyncLifetime
{
    private static readonly (Role Role, string? Unit, string Opens)[] s_users =
    [
        (Role.Administrator, null, "/admin/jobs /admin/replay"),
        (Role.Administrator, SampleData.District, "/admin/jobs /admin/replay"),
        (Role.Administrator, SampleData.Street, ""),
        (Role.EfficiencyOffice, SampleData.District, "/admin/replay"),
        (Role.EfficiencyOffice, SampleData.Street, ""),
        (Role.Leader, SampleData.District, "/admin/replay"),
        (Role.Leader, SampleData.Community, ""),
    ];

    private PortalInstance _portal = null!;

    public async ValueTask InitializeAsync() => _portal = await PortalInstance.StartAsync();

    public ValueTask DisposeAsync() => _portal.DisposeAsync();

    [Fact]
    public async Task Pages_OfTheWholePortal_OpenForAGrantOverAllUnits()
    {
        foreach (var (i, (role, unit, opens)) in s_users.Index())
        {
            using var browser = await SignInAsync($"user-{i}", role, unit);
            foreach (var page in (string[])["/admin/jobs", "/admin/replay"])
            {
                using var answer = await PortalInstance.GetAsync(browser, page);
                Assert.Equal(
                    (page, role, unit, opens.Contains(page, StringComparison.Ordinal)),
                    (page, role, unit, answer.IsSuccessStatusCode)
                );
            }
        }
    }

    /// <summary>The menu offers what opens.</summary>
    [Fact]
    public async Task Menu_OfAnAdministrator_OffersTheJobsWithAGrantOverAllUnitsAlone()
    {
        foreach (var (unit, offered) in ((string, bool)[])[(SampleData.District, true), (SampleData.Street, false)])
        {
            using var browser = await SignInAsync(unit, Role.Administrator, unit);

            var page = await PortalInstance.TextAsync(await PortalInstance.GetAsync(browser, "/admin/users"));

            Assert.Contains("href=\"/admin/keys\"", page, StringComparison.Ordinal);
            Assert.Equal(offered, page.Contains("href=\"/admin/jobs\"", StringComparison.Ordinal));
        }
    }

    private async Task<HttpClient> SignInAsync(string name, Role role, string? unit)
    {
        await _portal.CreateUserAsync(name, role, unit);
        var browser = _portal.Browser();
        (await PortalInstance.SignInAsync(browser, name, PortalInstance.Password)).Dispose();
        return browser;
    }
}
