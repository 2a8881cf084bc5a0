using Microsoft.Playwright;
using Portal.Domain.Access;
using Portal.Domain.Webhooks.Messages;
using Portal.Tests.Browser;
using Portal.Tests.Support;

namespace Portal.Tests.Webhooks;

/// <summary>
/// The office subscribes a receiver, keeps the secret, and sends a test; the receiver verifies it. Then it says that it wants no more, and
/// the page shows that it is paused.
/// </summary>
[Collection(BrowserCollection.Name)]
public sealed class WebhookJourneyTests(PortalInBrowser browsers)
{
    private const string User = "office";

    [Fact]
    public async Task Subscription_IsMade_Tested_PausedByItsReceiver_AndResumed()
    {
        await using var receiver = await WebhookReceiver.StartAsync();
        await using var portal = await PortalInstance.StartAsync(
            configure: null,
            $"--Webhooks:AllowedHosts=http://127.0.0.1:{receiver.Address.Port}"
        );
        var user = new UserDraft(User, User, Role.EfficiencyOffice, await portal.UnitIdAsync(SampleData.District));
        Assert.Empty((await portal.Get<UserAdministration>().CreateAsync(Actor.System, user, Visitor.Password)).Codes);
        await using var office = await browsers.SignInAtAsync(portal.Address, User, VisitorOptions.Phone);
        var page = office.Page;

        await office.GoAsync("/admin/webhooks");
        await page.FillAsync("[data-name]", "督办系统");
        await page.FillAsync("[data-address]", "https://169.254.169.254/latest/meta-data");
        await page.ClickAsync("[data-do=send]");
        await Assertions.Expect(page.Locator("[role=alert]")).ToBeVisibleAsync(); // no unit, and no such host
        await page.FillAsync("[data-address]", $"{receiver.Address}cards");
        await page.ClickAsync("#webhook-unit");
        await page.ClickAsync($"[data-code='{SampleData.District}']");
        await Assertions.Expect(page.Locator("#webhook-unit")).ToHaveAttributeAsync("data-unit", SampleData.District);
        await page.ClickAsync("[data-do=send]");
        await Assertions.Expect(page.Locator("[role=alert]")).ToHaveCountAsync(0);
        var secret = WebhookSecret.Parse(await page.Locator("[data-secret] code").InnerTextAsync());

        await page.ClickAsync("[data-webhook]");
        await page.ClickAsync("[data-do=test]");
        var test = await receiver.ArrivalAsync();
        var sentAt = DateTimeOffset.FromUnixTimeSeconds(long.Parse(test.Timestamp, System.Globalization.CultureInfo.InvariantCulture));
        Assert.Equal(secret.Sign(test.Id, sentAt, test.Body), test.Signature);

        receiver.Next.Enqueue(WebhookReceiver.Answer(410));
        await page.ClickAsync("[data-do=test]");
        Assert.NotEqual(test.Id, (await receiver.ArrivalAsync()).Id);
        var paused = page.Locator("[data-step=FoundGone]");
        for (var i = 0; i < 20 && !await paused.IsVisibleAsync(); i++)
            await office.GoAsync(new Uri(page.Url).PathAndQuery);
        await Assertions.Expect(paused).ToBeVisibleAsync();
        await Assertions.Expect(page.Locator("[data-delivery-state=Waiting]")).ToBeVisibleAsync();
        Assert.Empty(await Axe.ViolationsAsync(page));

        await page.ClickAsync("[data-do=resume]");
        await receiver.ArrivalAsync();
        await Assertions.Expect(page.Locator("[data-state=Active]")).ToBeVisibleAsync();
        Assert.Empty(office.Complaints);
    }
}
