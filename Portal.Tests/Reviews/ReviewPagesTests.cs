using System.Globalization;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Marks;
using Portal.Domain.Reviews;
using Portal.Domain.Signals;
using Portal.Organisation;
using Portal.Reviews;
using Portal.Tests.Records.Pages;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>The pages of bad reviews as each reader sees them.</summary>
[Needs(Resource.Database)]
public sealed class ReviewPagesTests : PortalTestContext, IAsyncLifetime
{
    private readonly ChangingReader _reader = new();
    private TestDatabase _database = null!;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Services.AddSingleton(_database.Get<ReviewReader>());
        Services.AddSingleton(_database.Get<ReviewMoves>());
        Services.AddSingleton(_database.Get<MendedReviews>());
        Services.AddSingleton(_database.Get<ReadMarks>());
        Services.AddSingleton(_database.Get<IReferenceReader>());
        Services.AddSingleton(_database.Get<WakeSignals>());
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

    /// <summary>All moves of all states on one page, whose rights are those of now.</summary>
    [Fact]
    public async Task Moves_AreOfferedToThoseWhoMayMakeThem()
    {
        (ReviewState State, int? Second, string Unit, string Office)[] states =
        [
            (ReviewState.Opened, null, "reached notReached", ""),
            (ReviewState.Called, null, "verify dispute", ""),
            (ReviewState.Mending, null, "mend", ""),
            (ReviewState.Mended, null, "ask", ""),
            (ReviewState.Disputed, null, "", "uphold strikeOut"),
            (ReviewState.Asked, 4, "", "closeMended sendBack"),
            (ReviewState.Asked, 1, "", "closeNotMended sendBack"),
            (ReviewState.Asked, null, "", "closeMended closeNotMended sendBack"),
            (ReviewState.Closed, 4, "", ""),
            (ReviewState.StruckOut, null, "", ""),
        ];
        foreach (var ((state, second, unit, office), i) in states.Select((s, i) => (s, i)))
        {
            var id = await _database.RateAsync($"R-{i}");
            await _database.BringAsync(id, state, second);
            Assert.Equal(unit, Offered(Role.Clerk, id, state));
            Assert.Equal(unit, Offered(Role.UnitHead, id, state));
            Assert.Equal(office, Offered(Role.EfficiencyOffice, id, state));
            Assert.Equal("", Offered(Role.Leader, id, state));
        }
    }

    [Fact]
    public async Task Review_IsMovedOnThePage_AndWhatIsRefusedKeepsItsWords()
    {
        var id = await _database.RateAsync(rating: 2);
        var page = PageOf(Role.Clerk, id);
        page.WaitForElement("[data-state=Opened]");
        Assert.Equal("2", page.Find("[data-rating]").GetAttribute("data-rating"));
        Assert.Equal("/cases/test/R-1", page.Find("[data-record]").GetAttribute("href"));
        await SayAsync(page, "请回电 13812345678", "reached");
        Assert.Equal(ReviewRefusal.TextHasPersonalNumber.Text, page.WaitForElement("[role=alert]").TextContent);
        Assert.Equal("请回电 13812345678", page.Find("textarea").GetAttribute("value"));
        await page.Find("[data-do=notReached]").ClickAsync(new()); // the words are refused there as well
        Assert.Equal(ReviewRefusal.TextHasPersonalNumber.Text, page.WaitForElement("[role=alert]").TextContent);
        await SayAsync(page, "", "notReached");
        page.WaitForElement("[data-state=Called]");
        // Nobody was reached yet: another call is offered.
        Assert.Equal(["verify", "dispute", "reached"], page.FindAll("[data-do]").Select(b => b.GetAttribute("data-do")));
        await SayAsync(page, "属实", "verify");
        page.WaitForElement("[data-state=Mending]");
        await SayAsync(page, "已培训", "mend");
        page.WaitForElement("[data-state=Mended]");
        await page.Find("[data-rating-choice]").ChangeAsync(new() { Value = "4" });
        await page.Find("[data-do=ask]").ClickAsync(new());
        page.WaitForElement("[data-state=Asked]");
        Assert.Equal("4", page.Find("[data-second]").GetAttribute("data-second"));
        Assert.Empty(page.FindAll("[data-do]"));
        Assert.Equal(
            ["Opened", "Called", "Verified", "Mended", "Asked"],
            page.FindAll("[data-step]").Select(s => s.GetAttribute("data-step"))
        );
    }

    [Fact]
    public async Task Review_OfAnotherUnit_IsAsIfThereWasNone()
    {
        var id = await _database.RateAsync(unit: SampleData.OtherCommunity);
        foreach (var number in (string[])[id.ToString(CultureInfo.InvariantCulture), "999", "x", "-1", "99999999999999999999"])
        {
            SignIn(Role.Clerk);
            var page = Render<ReviewPage>(p => p.Add(x => x.Number, number));
            page.WaitForElement("[role=status].empty");
            Assert.Empty(page.FindAll("[data-state]"));
        }
    }

    [Fact]
    public async Task List_OfAnAddress_ShowsItsReviewsWithTheirNumbers_AndFollowsCommits()
    {
        var late = await _database.RateAsync("late");
        var mended = await _database.RateAsync("mended");
        await _database.BringAsync(mended, ReviewState.Closed);
        await _database.RateAsync("elsewhere", SampleData.OtherCommunity);
        _database.Clock.Advance(TimeSpan.FromDays(4));
        Clock.Advance(TimeSpan.FromDays(4));
        var fresh = await _database.RateAsync("fresh");
        SignIn(Role.Clerk);
        Assert.NotNull(Popovers);
        var navigation = Services.GetRequiredService<NavigationManager>();
        navigation.NavigateTo("/reviews");
        var list = Render<ReviewsPage>();

        list.WaitForAssertion(() => Assert.Equal([fresh, late], Listed(list)));
        Assert.Equal("2", list.Find("[data-tile=Open]").TextContent);
        Assert.Equal("1", list.Find("[data-tile=CallLate]").TextContent);
        var share = list.Find("[data-tile=mended]");
        Assert.Equal(("1", "3"), (share.GetAttribute("data-numerator"), share.GetAttribute("data-denominator")));
        Assert.StartsWith("33.3%", share.TextContent, StringComparison.Ordinal);
        await GoAsync("/reviews?state=callLate", late);
        await GoAsync("/reviews?state=ended", mended);
        await GoAsync("/reviews?state=all", fresh, mended, late);
        await GoAsync("/reviews?state=castle&before=x", fresh, late); // what is no filter filters nothing
        await GoAsync($"/reviews?state=all&before={fresh}", mended, late);
        await GoAsync($"/reviews?state=all&unit={SampleData.OtherStreet}");

        await GoAsync("/reviews?state=call", fresh, late);
        await _database.BringAsync(late, ReviewState.Called);
        list.WaitForAssertion(() =>
        {
            Clock.Advance(TimeSpan.FromSeconds(1)); // the moment in which signals come together
            Assert.Equal([fresh], Listed(list));
        });

        async Task GoAsync(string address, params long[] shown)
        {
            await list.InvokeAsync(() => navigation.NavigateTo(address));
            list.WaitForAssertion(() => Assert.Equal(shown, Listed(list)));
        }
    }

    [Fact]
    public void Address_ReadAndWritten_IsTheSame()
    {
        foreach (var address in (string[])["/reviews", "/reviews?unit=350103001&state=mendLate&before=7"])
            Assert.Equal(address, ReviewsAddress.Parse(address).ToUri());
    }

    private static IEnumerable<long> Listed(IRenderedComponent<ReviewsPage> list) =>
        list.FindAll("[data-review]").Select(link => long.Parse(link.GetAttribute("data-review")!, CultureInfo.InvariantCulture));

    private static async Task SayAsync(IRenderedComponent<ReviewPage> page, string words, string move)
    {
        await page.WaitForElement("textarea").InputAsync(new() { Value = words });
        await page.Find($"[data-do={move}]").ClickAsync(new());
    }

    private string Offered(Role role, long id, ReviewState state)
    {
        var page = PageOf(role, id);
        page.WaitForElement($"[data-state={state}]");
        return string.Join(
            ' ',
            page.FindAll("[data-do], [data-asks]").Select(b => b.GetAttribute("data-do") ?? b.GetAttribute("data-asks")!["ask-".Length..])
        );
    }

    private IRenderedComponent<ReviewPage> PageOf(Role role, long id)
    {
        SignIn(role);
        Assert.NotNull(Popovers);
        Assert.NotNull(Dialogs);
        return Render<ReviewPage>(p => p.Add(x => x.Number, id.ToString(CultureInfo.InvariantCulture)));
    }

    private void SignIn(Role role) => _reader.Present = new SignedInReader(role, SampleData.StreetId);

    private sealed class ChangingReader : AuthenticationStateProvider
    {
        public SignedInReader? Present { get; set; }

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Present!.GetAuthenticationStateAsync();
    }
}
