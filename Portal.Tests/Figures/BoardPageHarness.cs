using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging.Abstractions;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Reminders;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Signals;
using Portal.Figures.Board;
using Portal.Figures.Feed;
using Portal.Live.Snapshots;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

/// <summary>
/// Renders the board, the list of sheets, the approvals or the reconciliation, over a real database.
/// </summary>
internal sealed class BoardPageHarness : PortalTestContext
{
    public BoardPageHarness(
        TestDatabase database,
        Role role,
        int unitId,
        string user = "李四",
        IFigureReferences? references = null,
        AuthenticationStateProvider? reader = null
    )
    {
        Services.AddSingleton(database.Get<SheetMoves>());
        Services.AddSingleton(database.Get<IReferenceReader>());
        Services.AddSingleton(references ?? database.Get<IFigureReferences>());
        Services.AddSingleton(database.Get<ReportReconciliation>());
        Services.AddSingleton(database.Get<SourcesOfRecord>());
        Services.AddSingleton(database.Get<SheetProgressReader>());
        Services.AddSingleton(database.Get<SheetTotals>());
        Services.AddSingleton<Portal.Organisation.UnitPickReader>();
        Services.AddSingleton(database.Get<AwaitingSheets>());
        Services.AddSingleton(database.Get<FigureReminders>());
        Services.AddSingleton<FiguresReader>();
        Services.AddSingleton(reader ?? new SignedIn(user, unitId, role));
        Services.AddSingleton<CurrentActor>();
        Feed = new(database.Get<SheetRevisions>(), database.Get<WakeSignals>(), Clock, new LiveOptions(), NullLogger<FigureFeed>.Instance);
        Services.AddSingleton(_ => Feed); // and is disposed with them
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
    }

    /// <summary>The feed of the pages; a test makes it check.</summary>
    public FigureFeed Feed { get; }

    /// <summary>
    /// September 2014, due on 13 October; today is 31 October. The community's sheet is a draft, one street is in time and approved, the
    /// other late, the rest missing.
    /// </summary>
    public static async Task<TestDatabase> DatabaseAsync()
    {
        var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var month = new DateOnly(2014, 9, 1);
        await database.SeedFormsAsync(month);
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.StreetId,
            month,
            SampleData.Local(2014, 10, 13),
            SampleData.Local(2014, 10, 15)
        );
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.OtherStreetId,
            month,
            SampleData.Local(2014, 10, 14),
            change: s => s.AwaitingUnitId = SampleData.DistrictId
        );
        await database.SheetAsync(FigureSamples.CommunityFormId, SampleData.CommunityId, month, submitted: null);
        return database;
    }

    /// <summary>Sets the clock of the page.</summary>
    public void Now(DateTimeOffset now) => Clock.AdjustTime(now);

    /// <summary>Moves the clock of the page on, and what waits for it.</summary>
    public void Advance(TimeSpan time) => Clock.Advance(time);

    /// <summary>Opens a page at an address, as following a link does.</summary>
    public IRenderedComponent<TPage> Open<TPage>(string address)
        where TPage : IComponent
    {
        Services.GetRequiredService<NavigationManager>().NavigateTo(address);
        return Render<TPage>();
    }

    private sealed class SignedIn(string user, int unitId, Role role) : AuthenticationStateProvider
    {
        private readonly ClaimsPrincipal _principal = Actors.SignedIn(user, role, unitId);

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(_principal));
    }
}
