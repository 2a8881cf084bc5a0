using Microsoft.Playwright;
using Portal.Tests.Browser;

namespace Portal.Tests.Campaigns;

/// <summary>
/// The office orders a campaign, a street reports its items, the office sends one back, the street mends, the office closes.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class CampaignJourneyTests(PortalInBrowser portal)
{
    [Fact]
    public async Task Campaign_IsOrderedReportedSentBackMendedAndClosed()
    {
        await using var office = await portal.SignInAsync("office");
        var desk = office.Page;
        await office.GoAsync("/campaigns");
        await desk.ClickAsync("[data-new]");
        await desk.ClickAsync("[data-do=order]"); // nothing is filled in
        await Assertions.Expect(desk.Locator("[role=alert]")).ToBeVisibleAsync();
        await desk.FillAsync("[data-field=name]", "窗口标识整治");
        await desk.FillAsync("[data-field=purpose]", "统一窗口标识。");
        await desk.FillAsync("[data-field=counted]", "标识");
        await desk.FillAsync("[data-field=phaseName]", "街道");
        await desk.SelectOptionAsync("[data-field=to]", "Listed");
        await desk.FillAsync("[data-field=units]", "350103002\nnowhere");
        await desk.FillAsync("[data-field=items]", "导引牌\n岗位牌");
        await desk.ClickAsync("[data-do=order]");
        await Assertions.Expect(desk.Locator("[data-problem=Items] li").First).ToContainTextAsync("nowhere");
        await desk.FillAsync("[data-field=units]", "350103002");
        await desk.ClickAsync("[data-do=order]");
        await Assertions.Expect(desk.Locator("h1")).ToHaveTextAsync("窗口标识整治");
        var address = new Uri(desk.Url).PathAndQuery;

        await using var street = await portal.SignInAsync("street");
        var window = street.Page;
        await street.GoAsync(address);
        await window.ClickAsync("[data-do=chooseAll]");
        await window.ClickAsync("[data-do=report]"); // without the counts
        await Assertions.Expect(window.Locator("[role=alert]")).ToBeVisibleAsync();
        await window.Locator("[data-cleared]").Nth(0).FillAsync("3");
        await window.Locator("[data-cleared]").Nth(1).FillAsync("0");
        await window.Locator("[data-cleared]").Nth(1).BlurAsync();
        await window.ClickAsync("[data-do=report]");
        await Assertions.Expect(window.Locator("[data-tile=reported]")).ToHaveTextAsync("2");

        // The office's page follows by itself.
        await Assertions.Expect(desk.Locator("[data-tile=reported]")).ToHaveTextAsync("2");
        await desk.Locator("[data-choose]").Nth(0).CheckAsync();
        await desk.FillAsync("textarea", "照片看不清。");
        await desk.ClickAsync("[data-do=sendBack]");
        await Assertions.Expect(desk.Locator("[data-tile=reported]")).ToHaveTextAsync("1");

        await Assertions.Expect(window.Locator("[data-item-state=Open]")).ToHaveCountAsync(1);
        await window.Locator("[data-cleared]").FillAsync("4");
        await window.Locator("[data-cleared]").BlurAsync();
        await window.FillAsync("textarea", "已重拍。");
        await window.ClickAsync("[data-do=report]");
        await Assertions.Expect(window.Locator("[data-tile=reported]")).ToHaveTextAsync("2");

        await Assertions.Expect(desk.Locator("[data-item-state=Reported]")).ToHaveCountAsync(2);
        await desk.ClickAsync("[data-do=close]"); // two are not confirmed
        await Assertions.Expect(desk.Locator("[role=alert]")).ToBeVisibleAsync();
        await desk.ClickAsync("[data-do=chooseAll]");
        await desk.ClickAsync("[data-do=confirm]");
        await Assertions.Expect(desk.Locator("[data-tile=done]")).ToHaveTextAsync("2 / 2");
        await Assertions.Expect(desk.Locator("[data-tile=cleared]")).ToHaveTextAsync("4");
        await desk.ClickAsync("[data-do=close]");
        await Assertions.Expect(desk.Locator("[data-state=Closed]")).ToBeVisibleAsync();
        await Assertions.Expect(desk.Locator("[data-choose]")).ToHaveCountAsync(0);

        await desk.Locator("[data-item]").Nth(0).ClickAsync();
        await Assertions.Expect(desk.Locator("[data-history] [data-step]")).ToHaveCountAsync(4);
        Assert.Equal(
            ["Reported", "SentBack", "Reported", "Confirmed"],
            await desk.Locator("[data-history] [data-step]").EvaluateAllAsync<string[]>("steps => steps.map(s => s.dataset.step)")
        );
        await Assertions.Expect(desk.Locator("[data-history] [data-step=SentBack]")).ToContainTextAsync("照片看不清。");
        Assert.Empty(street.Complaints);
        Assert.Empty(office.Complaints);
    }
}
