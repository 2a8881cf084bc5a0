using Microsoft.Playwright;
using Portal.Tests.Browser;

namespace Portal.Tests.Standards;

/// <summary>
/// The office looks who is not compliant, inspects a community's point anew, plans a street's centre, and changes a checklist.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class StandardsJourneyTests(PortalInBrowser portal)
{
    private const string Point = "350103004005-1"; // 雁塔社区, whose guides are not complete
    private const string Moving = "350103011-1"; // 鳌峰街道

    [Fact]
    public async Task Point_IsInspectedAnew_AndTheRatioFollows()
    {
        await using var office = await portal.SignInAsync("office");
        var page = office.Page;
        await office.GoAsync("/standards?on=2014-10-31");
        await Assertions.Expect(page.Locator("[data-tile=CommunityPoint]")).ToContainTextAsync("88.5%");
        await Assertions.Expect(page.Locator("[data-tile=StreetCentre]")).ToContainTextAsync("80.0%");
        await Assertions.Expect(page.Locator("[data-tile=stationed]")).ToContainTextAsync("74.1%");
        await page.ClickAsync("[data-kind=CommunityPoint]");
        await Assertions.Expect(page.Locator("[data-state]")).ToHaveCountAsync(52);
        await page.ClickAsync($"[data-point='{Point}']");

        await page.ClickAsync("[data-do=inspect]"); // nothing is marked as met, and no day to make it good is set
        await Assertions.Expect(page.Locator("[role=alert]")).ToBeVisibleAsync();
        foreach (var met in await page.Locator("[data-met]").AllAsync())
            await met.CheckAsync();
        await page.ClickAsync("[data-do=inspect]");
        await Assertions.Expect(page.Locator(".lead [data-state=Compliant]")).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-inspection]")).ToHaveCountAsync(2);
        await office.GoAsync("/standards");
        await Assertions.Expect(page.Locator("[data-tile=CommunityPoint]")).ToContainTextAsync("90.4%"); // 47 of 52
        await office.GoAsync("/standards?on=2014-10-31");
        await Assertions.Expect(page.Locator("[data-tile=CommunityPoint]")).ToContainTextAsync("88.5%"); // as it was

        await office.GoAsync($"/standards/points/{Moving}");
        await page.FillAsync("[data-field=plan]", "新址装修");
        await page.ClickAsync("[data-do=plan]");
        await Assertions.Expect(page.Locator("[role=status].good")).ToBeVisibleAsync();
        await office.GoAsync("/standards/checklists");
        await page.ClickAsync("[data-edit=BranchCentre]");
        await page.FillAsync("[data-field=lines]", "hall | 有独立大厅\nhall | 重复");
        await page.ClickAsync("[data-do=change]");
        await Assertions.Expect(page.Locator("[role=alert]")).ToBeVisibleAsync();
        await page.FillAsync("[data-field=lines]", "hall | 有独立大厅");
        await page.ClickAsync("[data-do=change]");
        await Assertions.Expect(page.Locator("[data-kind=BranchCentre] li")).ToHaveTextAsync(["有独立大厅"]);
        Assert.Empty(office.Complaints);

        await using var street = await portal.SignInAsync("street");
        await street.GoAsync($"/standards/points/{Moving}"); // of another street
        await Assertions.Expect(street.Page.Locator("[role=status].empty")).ToBeVisibleAsync();
        await street.GoAsync("/standards/checklists");
        await Assertions.Expect(street.Page.Locator("[data-edit]")).ToHaveCountAsync(0);
        Assert.Empty(street.Complaints);
    }
}
