using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Evidence;
using Portal.Domain.Marks;
using Portal.Domain.Rectifications;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;
using Portal.Organisation;
using Portal.Rectifications;
using Portal.Tests.Records.Pages;
using Portal.Tests.Supervision;
using Portal.Tests.Support;

namespace Portal.Tests.Rectifications;

/// <summary>The pages of orders as each reader sees them.</summary>
[Needs(Resource.Database)]
public sealed class RectificationPagesTests : PortalTestContext, IAsyncLifetime
{
    private readonly ChangingReader _reader = new();
    private TestDatabase _database = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Services.AddSingleton(_database.Get<RectificationReader>());
        Services.AddSingleton(_database.Get<RectificationMoves>());
        Services.AddSingleton(_database.Get<CardReader>());
        Services.AddSingleton(_database.Get<ReadMarks>());
        Services.AddSingleton(_database.Get<IReferenceReader>());
        Services.AddSingleton(_database.Get<WakeSignals>());
        Services.AddSingleton(EvidenceLimits.Default);
        Services.AddSingleton<UnitPickReader>();
        Services.AddSingleton<AuthenticationStateProvider>(_reader);
        Services.AddSingleton<CurrentActor>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _database.DisposeAsync();
    }

    [Theory]
    [InlineData(Role.Leader, RectificationState.Ordered, "")]
    [InlineData(Role.UnitHead, RectificationState.Ordered, "submit comment handOver")]
    [InlineData(Role.Clerk, RectificationState.Ordered, "submit comment handOver")]
    [InlineData(Role.EfficiencyOffice, RectificationState.Ordered, "comment withdraw handOver")]
    [InlineData(Role.UnitHead, RectificationState.Submitted, "comment")]
    [InlineData(Role.EfficiencyOffice, RectificationState.Submitted, "close sendBack comment withdraw")]
    public async Task Moves_AreOfferedToThoseWhoMayMakeThem(Role role, RectificationState state, string offered)
    {
        var id = await _database.OrderAsync();
        if (state == RectificationState.Submitted)
            await _database.SubmitAsync(id);
        var page = PageOf(role, id);

        page.WaitForElement($"[data-state={state}]");
        Assert.Equal(
            offered,
            string.Join(' ', page.FindAll("[data-do], [data-asks]").Select(b => b.GetAttribute("data-do") ?? "withdraw"))
        );
        Assert.Equal(offered.StartsWith("submit", StringComparison.Ordinal), page.FindAll("[data-choose]").Count == 1);
    }

    [Fact]
    public async Task Order_OfAnotherUnit_IsAsIfThereWasNone()
    {
        var id = await _database.OrderAsync(SampleData.OtherStreet);
        foreach (var number in (string[])[id.ToString(CultureInfo.InvariantCulture), "999", "x", "-1", "1e9", "99999999999999999999"])
        {
            SignIn(Role.UnitHead, SampleData.StreetId);
            var page = Render<RectificationPage>(p => p.Add(x => x.Number, number));
            page.WaitForElement("[role=status].empty");
            Assert.DoesNotContain("窗口未公示", page.Markup, StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task Submission_WithoutEvidence_IsRefusedOnThePage_AndTheWordsStay()
    {
        var id = await _database.OrderAsync();
        var page = PageOf(Role.UnitHead, id);
        await page.WaitForElement("textarea").InputAsync(new() { Value = "已公示" });
        await page.Find("[data-do=submit]").ClickAsync(new());

        Assert.Equal(RectificationRefusal.EvidenceIsMissing.Text, page.WaitForElement("[role=alert]").TextContent);
        Assert.Equal("已公示", page.Find("textarea").GetAttribute("value"));
        await _database.AddAsync(id);
        await page.Find("[data-do=submit]").ClickAsync(new());
        page.WaitForElement("[data-state=Submitted]");
        Assert.Equal(["Ordered", "Submitted"], page.FindAll("[data-step]").Select(s => s.GetAttribute("data-step")));
        Assert.Equal("现场0.png", page.Find("[data-file] a").TextContent);
    }

    [Theory]
    [InlineData(0, "还剩 14 天 （工作日 10 天）", "false")]
    [InlineData(14, "今天到期", "false")]
    [InlineData(16, "逾期 2 天", "true")]
    public async Task Days_UntilTheLastDay_AreToldAndThoseAfterItStandOut(int days, string left, string overdue)
    {
        var id = await _database.OrderAsync();
        _database.Clock.Advance(TimeSpan.FromDays(days));
        Clock.Advance(TimeSpan.FromDays(days));
        var page = PageOf(Role.Leader, id);

        var shown = page.WaitForElement("[data-overdue]");
        Assert.Equal((left, overdue), (shown.TextContent, shown.GetAttribute("data-overdue")));
    }

    [Fact]
    public async Task List_OfAnAddress_ShowsItsOrdersAndFollowsCommits()
    {
        var open = await _database.OrderAsync(problem: "台账不全");
        var submitted = await _database.OrderAsync(SampleData.Community);
        await _database.SubmitAsync(submitted);
        await _database.OrderAsync(SampleData.OtherStreet);
        SignIn(Role.UnitHead, SampleData.StreetId);
        Assert.NotNull(Popovers);
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/rectifications");
        var list = Render<RectificationsPage>();

        list.WaitForAssertion(() => Assert.Equal([submitted, open], Listed(list)));
        Assert.Equal("1", list.Find("[data-tile=Office]").TextContent);
        Assert.Empty(list.FindAll("[data-new]"));
        await list.InvokeAsync(() => navigation.NavigateTo("/rectifications?state=office"));
        list.WaitForAssertion(() => Assert.Equal([submitted], Listed(list)));
        await list.InvokeAsync(() => navigation.NavigateTo("/rectifications?state=all&text=" + Uri.EscapeDataString("台账")));
        list.WaitForAssertion(() => Assert.Equal([open], Listed(list)));
        await list.InvokeAsync(() => navigation.NavigateTo($"/rectifications?state=all&unit={SampleData.OtherStreet}"));
        list.WaitForAssertion(() => Assert.Empty(Listed(list)));

        await list.InvokeAsync(() => navigation.NavigateTo("/rectifications"));
        var later = await _database.OrderAsync();
        list.WaitForAssertion(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1)); // the moment in which signals come together
            Assert.Equal([later, submitted, open], Listed(list));
        });
    }

    [Fact]
    public async Task Order_FromACard_IsGivenToTheUnitOfTheCard()
    {
        await SampleCards.AddAsync(_database.Open, (SampleData.CommunityId, CardLevel.Red));
        SignIn(Role.EfficiencyOffice, SampleData.DistrictId);
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/rectifications/order?card=1");
        var page = Render<OrderPage>();
        page.WaitForElement("[data-card='1']");
        await page.Find("textarea[data-basis]").ChangeAsync(new() { Value = "政务公开条例" });
        await page.Find("form").SubmitAsync();
        Assert.Equal(RectificationRefusal.DeadlineIsPast.Text, page.WaitForElement("[role=alert]").TextContent);

        await page.Find("#day-deadline").ChangeAsync(new() { Value = "2014-11-14" });
        await page.Find("form").SubmitAsync();

        page.WaitForAssertion(() => Assert.EndsWith("/rectifications/1", navigation.Uri, StringComparison.Ordinal));
        var order = (await _database.Get<RectificationReader>().FindAsync(Actor.System, 1, Stop))!;
        Assert.Equal((SampleData.CommunityId, (long?)1, SampleRectifications.Deadline), (order.UnitId, order.CardId, order.Deadline));
        var card = Render<CardOrders>(p => p.Add(c => c.Card, 1).Add(c => c.UnitId, SampleData.CommunityId).Add(c => c.MayFollow, true));
        card.WaitForElement("[data-order='1']");
        Assert.Single(card.FindAll("[data-new]"));
    }

    private static IEnumerable<long> Listed(IRenderedComponent<RectificationsPage> list) =>
        list.FindAll("[data-order]").Select(link => long.Parse(link.GetAttribute("data-order")!, CultureInfo.InvariantCulture));

    private IRenderedComponent<RectificationPage> PageOf(Role role, long id)
    {
        SignIn(role, SampleData.StreetId);
        Assert.NotNull(Dialogs);
        return Render<RectificationPage>(p => p.Add(x => x.Number, id.ToString(CultureInfo.InvariantCulture)));
    }

    private void SignIn(Role role, int unit) => _reader.Present = new SignedInReader(role, unit);

    private sealed class ChangingReader : AuthenticationStateProvider
    {
        public SignedInReader? Present { get; set; }

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Present!.GetAuthenticationStateAsync();
    }
}
