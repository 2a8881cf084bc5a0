using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Organisation;
using Portal.Tests.Records.Pages;
using Portal.Tests.Support;
using Portal.Webhooks;

namespace Portal.Tests.Webhooks;

/// <summary>The pages of webhooks: what is shown once, what failed, and what a person does about it.</summary>
[Needs(Resource.Database)]
public sealed class WebhookPagesTests : PortalTestContext, IAsyncLifetime
{
    private readonly HeldReader _reader = new(Role.EfficiencyOffice, SampleData.DistrictId);
    private WebhookWorld _world = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _world = await WebhookWorld.CreateAsync(TestStore.Usual);
        var database = _world.Database;
        Services.AddSingleton(database.Get<WebhookSubscriptions>());
        Services.AddSingleton(database.Get<WebhookDeliveries>());
        Services.AddSingleton(database.Get<WebhookOptions>());
        Services.AddSingleton(database.Get<IReferenceReader>());
        Services.AddSingleton<UnitPickReader>();
        Services.AddSingleton<AuthenticationStateProvider>(_reader);
        Services.AddSingleton<CurrentActor>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _world.DisposeAsync();
    }

    [Fact]
    public async Task Subscription_SentTwice_IsMadeOnce_AndItsSecretIsShownOnce()
    {
        var page = Render<WebhooksPage>();
        await FillAsync(page, $"{_world.Receiver.Address}new");

        _reader.Hold();
        var form = page.Find("[data-form]");
        var sends = Task.WhenAll(form.SubmitAsync(), form.SubmitAsync());
        await page.InvokeAsync(_reader.Release);
        await sends;

        Assert.Equal(2, (await RowsAsync()).Count);
        Assert.StartsWith("whsec_", page.Find("[data-secret] code").TextContent, StringComparison.Ordinal);
        Assert.Equal("", page.Find("[data-name]").GetAttribute("value") ?? "");
        Assert.Empty(Render<WebhooksPage>().FindAll("[data-secret]"));
    }

    [Fact]
    public async Task Address_ThatIsNotAllowed_IsRefusedAtTheForm_WithWhatWasTypedKept()
    {
        var page = Render<WebhooksPage>();
        await FillAsync(page, "https://evil.example/");

        await page.Find("[data-form]").SubmitAsync();

        Assert.Equal("address.hostNotAllowed", page.Find("[role=alert]").GetAttribute("data-refusal"));
        Assert.Equal("https://evil.example/", page.Find("[data-address]").GetAttribute("value"));
        Assert.Single(await RowsAsync());
    }

    [Fact]
    public async Task Format_OfARobot_BringsItsTemplate_AndKeepsOneThatWasWritten()
    {
        var page = Render<WebhooksPage>();
        Assert.Empty(page.FindAll("[data-template]"));

        await page.Find("[data-format]").ChangeAsync(new() { Value = "Feishu" });
        Assert.Contains("msg_type", page.Find("[data-template]").GetAttribute("value"), StringComparison.Ordinal);
        await page.Find("[data-format]").ChangeAsync(new() { Value = "DingTalk" });
        Assert.Contains("msgtype", page.Find("[data-template]").GetAttribute("value"), StringComparison.Ordinal);
        await page.Find("[data-template]").ChangeAsync(new() { Value = """{"own":"{{text}}"}""" });
        await page.Find("[data-format]").ChangeAsync(new() { Value = "Template" });
        Assert.Contains("own", page.Find("[data-template]").GetAttribute("value"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Delivery_ThatWasGivenUp_IsListedWithItsReason_AndSentAgain()
    {
        await GiveUpAsync();
        var list = Render<WebhooksPage>();
        Assert.Equal("1", list.FindAll("td.number")[^1].TextContent.Trim());

        var page = PageOf($"{_world.Id}");
        Assert.Contains("接收方返回的状态码表示未收下：503", page.Markup, StringComparison.Ordinal);
        await page.Find("[data-again]").ClickAsync(new());

        Assert.Empty(page.FindAll("[data-again]"));
        await _world.SendAsync();
        Assert.Equal(DeliveryState.Delivered, (await _world.DeliveryAsync()).State);
    }

    [Fact]
    public async Task Subscription_IsTestedPausedAndResumed_AndTheHistorySaysByWhom()
    {
        var page = PageOf($"{_world.Id}");

        await page.Find("[data-do=test]").ClickAsync(new());
        Assert.Equal(DeliveryState.Waiting, (await _world.DeliveryAsync()).State);
        await page.Find("[data-do=pause]").ClickAsync(new());
        Assert.Equal("Paused", page.Find("[data-state]").GetAttribute("data-state"));
        await page.Find("[data-do=resume]").ClickAsync(new());

        Assert.Equal(["Created", "Paused", "Resumed"], page.FindAll("[data-step]").Select(step => step.GetAttribute("data-step")));
        Assert.Contains("reader", page.FindAll("[data-step]")[1].TextContent, StringComparison.Ordinal);
    }

    /// <summary>Another user changed the subscription while the form was open.</summary>
    [Fact]
    public async Task Change_OnAnOldRevision_IsRefused()
    {
        var page = PageOf($"{_world.Id}");
        await _world.Database.Get<WebhookSubscriptions>().PauseAsync(Actor.System, _world.Id, 1, Stop).DoneAsync();
        await page.Find("[data-name]").ChangeAsync(new() { Value = "other" });

        await page.Find("[data-form]").SubmitAsync();

        Assert.Contains("该订阅已被他人修改", page.Markup, StringComparison.Ordinal);
        Assert.Equal("receiver", (await _world.RowAsync()).Draft.Name);
        Assert.Equal("other", page.Find("[data-name]").GetAttribute("value"));
        Assert.Equal("Paused", page.Find("[data-state]").GetAttribute("data-state"));

        await page.Find("[data-form]").SubmitAsync(); // after a look at what the other did
        Assert.Equal("other", (await _world.RowAsync()).Draft.Name);
    }

    [Theory]
    [InlineData("0")]
    [InlineData("99999999999999999999")]
    [InlineData("x")]
    public void Number_OfNoSubscription_SaysSo(string number) =>
        Assert.Contains("没有这个推送订阅", PageOf(number).Markup, StringComparison.Ordinal);

    private IRenderedComponent<WebhookPage> PageOf(string number) => Render<WebhookPage>(p => p.Add(x => x.Number, number));

    private async Task FillAsync(IRenderedComponent<WebhooksPage> page, string address)
    {
        await page.Find("[data-name]").ChangeAsync(new() { Value = "new" });
        await page.Find("[data-address]").ChangeAsync(new() { Value = address });
        var unit = (await _world.Database.Get<IReferenceReader>().GetAsync(Stop)).Units.Find(SampleData.DistrictId)!;
        var picker = page.FindComponent<UnitPicker>();
        await page.InvokeAsync(() => picker.Instance.OnChosen.InvokeAsync(new(unit.Id, unit.Code, "", 0, Path: null)));
    }

    private Task<IReadOnlyList<WebhookRow>> RowsAsync() => _world.Database.Get<WebhookSubscriptions>().ListAsync(Actor.System, Stop);

    private async Task GiveUpAsync()
    {
        await _world.QueueAsync();
        await using var db = _world.Database.Open();
        await db.WebhookDeliveries.ExecuteUpdateAsync(
            d =>
                d.SetProperty(x => x.State, DeliveryState.GivenUp)
                    .SetProperty(x => x.Failure, DeliveryFailure.Status)
                    .SetProperty(x => x.Detail, "503"),
            Stop
        );
    }
}
