using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Marks;
using Portal.Domain.Signals;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;
using Portal.Domain.Worklist;
using Portal.Organisation;
using Portal.Supervision;
using Portal.Tests.Records.Pages;
using Portal.Tests.Supervision;
using Portal.Tests.Support;
using Portal.Worklist;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Worklist;

/// <summary>The list of tasks, the page of a card, and what people move there.</summary>
[Needs(Resource.Database)]
public sealed class WorklistPageTests : PortalTestContext, IAsyncLifetime
{
    private readonly ChangingReader _reader = new();
    private TestDatabase _database = null!;

    private static CancellationToken Stop => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Services.AddSingleton(_database.Get<WorklistReader>());
        Services.AddSingleton(_database.Get<CardReader>());
        Services.AddSingleton(_database.Get<CardMoves>());
        Services.AddSingleton(_database.Get<CardBatches>());
        Services.AddSingleton(_database.Get<ReadMarks>());
        Services.AddSingleton(_database.Get<Portal.Domain.Rectifications.RectificationReader>());
        Services.AddSingleton(_database.Get<IReferenceReader>());
        Services.AddSingleton(_database.Get<WakeSignals>());
        Services.AddSingleton<UnitPickReader>();
        Services.AddSingleton<AuthenticationStateProvider>(_reader);
        Services.AddSingleton<CurrentActor>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        await SampleCards.AddAsync(_database.Open, (CommunityId, CardLevel.Yellow), (CommunityId, CardLevel.Red));
    }

    protected override async ValueTask DisposeAsyncCore()
    {
        await base.DisposeAsyncCore();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Cards_AcknowledgedTogether_SayWhatBecameOfEach_AndAreTakenBack()
    {
        SignIn(Role.Clerk, StreetId);
        var page = Render<WorklistPage>();
        page.WaitForElement("[data-choose]");
        Assert.Equal(2, page.FindAll("a.unread .dot").Count);
        await page.Find("[data-do=chooseAll]").ClickAsync(new());
        Assert.Equal("2", page.Find("[data-chosen]").GetAttribute("data-chosen"));
        // A colleague is faster with one of them; the page has not read again yet.
        Assert.Null(await _database.Get<CardMoves>().AcknowledgeAsync(Actors.Of("colleague", Role.Clerk, StreetId), 1, Stop));
        await page.Find("[data-do=acknowledgeAll]").ClickAsync(new());

        page.WaitForElement("[data-done='1']");
        Assert.Contains(CardRefusal.CardHasChanged.Text, page.Find("[data-refused] + ul").TextContent, StringComparison.Ordinal);
        await page.Find("[data-do=undo]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Empty(page.FindAll("[data-do=undo]")));
        Assert.Equal(CardState.Issued, (await _database.Get<CardReader>().FindAsync(Actor.System, 2, Stop))!.State);
    }

    [Fact]
    public void Cards_OfALeader_AreNotMoved()
    {
        SignIn(Role.Leader, DistrictId);
        var page = Render<WorklistPage>();
        page.WaitForElement("[aria-busy=false]");
        Assert.Empty(page.FindAll("[data-choose], [data-do]"));
    }

    [Theory]
    [InlineData(Role.Leader, "")]
    [InlineData(Role.Clerk, "acknowledge answer contest comment escalate handOver")]
    [InlineData(Role.UnitHead, "acknowledge answer contest comment escalate handOver")]
    [InlineData(Role.EfficiencyOffice, "comment escalate handOver")]
    public void Moves_OfACard_AreOfferedToThoseWhoMayMakeThem(Role role, string offered)
    {
        SignIn(role, StreetId);
        var page = Render<CardPage>(p => p.Add(x => x.Number, "1"));
        page.WaitForElement("[data-state=Issued]");
        Assert.Equal(offered, string.Join(' ', page.FindAll("[data-do]").Select(b => b.GetAttribute("data-do"))));
    }

    [Fact]
    public async Task Card_ThatIsOpened_IsReadFromThenOn_AndItsEscalationStandsInTheHistory()
    {
        SignIn(Role.Clerk, StreetId);
        var page = Render<CardPage>(p => p.Add(x => x.Number, "1"));
        await page.WaitForElement("textarea").InputAsync(new() { Value = "需负责人协调" });
        await page.Find("[data-do=escalate]").ClickAsync(new());
        page.WaitForElement("[data-desk=Head]");
        Assert.Equal(["Issued", "Escalated"], page.FindAll("[data-step]").Select(s => s.GetAttribute("data-step")));

        var tasks = Render<WorklistPage>();
        tasks.WaitForElement("[data-task=Card-1]");
        Assert.Empty(tasks.FindAll("[data-task=Card-1].unread"));
        Assert.Single(tasks.FindAll("[data-task=Card-2].unread"));
    }

    private void SignIn(Role role, int unitId) => _reader.Present = new SignedInReader(role, unitId);

    private sealed class ChangingReader : AuthenticationStateProvider
    {
        public SignedInReader? Present { get; set; }

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Present!.GetAuthenticationStateAsync();
    }
}
