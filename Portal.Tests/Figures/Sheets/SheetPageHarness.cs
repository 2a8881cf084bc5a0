using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Figures.Feed;
using Portal.Figures.Sheets;
using Portal.Live.Snapshots;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Sheets;

/// <summary>Renders a community's sheet for one user; several users can share one database.</summary>
internal sealed class SheetPageHarness : PortalTestContext
{
    public SheetPageHarness(
        TestDatabase database,
        string user = "李四",
        int unitId = SampleData.CommunityId,
        Role role = Role.Clerk,
        ISheetEntry? entry = null
    )
    {
        Services.AddSingleton(database.Get<SheetReader>());
        Services.AddSingleton(entry ?? database.Get<ISheetEntry>());
        Services.AddSingleton(database.Get<SheetMoves>());
        Services.AddSingleton(database.Get<IReferenceReader>());
        Services.AddSingleton(database.Get<FigureFeed>());
        Services.AddSingleton<AuthenticationStateProvider>(new SignedIn(user, unitId, role));
        Services.AddSingleton<CurrentActor>();
        Services.AddSingleton<TemplateUploads>();
        SetRendererInfo(new RendererInfo("Server", isInteractive: true));
        Module = JSInterop.SetupModule("./Figures/Sheets/SheetPage.razor.js");
        Module.Mode = JSRuntimeMode.Loose;
        Grid = Module.SetupModule("attach", _ => true);
        Grid.Mode = JSRuntimeMode.Loose;
        JSInterop.SetupModule("./Figures/Sheets/SheetExcel.razor.js").Mode = JSRuntimeMode.Loose;
    }

    /// <summary>Moves the clock of the page on.</summary>
    public void Advance(TimeSpan time) => Clock.Advance(time);

    public BunitJSModuleInterop Module { get; }

    /// <summary>The script that receives the keys.</summary>
    public BunitJSModuleInterop Grid { get; }

    /// <summary>
    /// A database with the form <see cref="FullForm.Code"/> defined by <paramref name="definition"/>, followed by a feed.
    /// </summary>
    public static async Task<TestDatabase> DatabaseAsync(FormDefinition? definition = null)
    {
        var database = await TestDatabase.CreateSeededAsync(
            TestStore.Usual,
            services =>
            {
                services.AddSingleton(new LiveOptions());
                services.AddSingleton<FigureFeed>();
            }
        );
        await database.AddFullFormAsync(definition: definition ?? Definition);
        return database;
    }

    /// <summary>A list of 受理, 即办, 办结, 备案 and a table of two services by three columns that is added up.</summary>
    public static FormDefinition Definition { get; } =
        new(
            new("便民服务月报", "Convenience services"),
            [
                new(
                    "main",
                    new("办件", "Cases"),
                    [
                        FormSamples.Line("accepted", "受理", "Accepted"),
                        FormSamples.Line("onTheSpot", "即办", "On the spot"),
                        FormSamples.Line("closed", "办结", "Closed"),
                        FormSamples.Line("notes", "备案", "Filed", new IndicatorTraits { Required = false, MayNotApply = true }),
                    ],
                    []
                ),
                new(
                    "kinds",
                    new("分类", "By kind"),
                    [FormSamples.Row("relief", "民政救助", "Relief"), FormSamples.Row("jobs", "劳动就业", "Jobs")],
                    [Column("in", "受理", "In"), Column("spot", "即办", "Spot"), Column("out", "办结", "Out")]
                )
                {
                    SumsRows = true,
                    SumsColumns = true,
                },
            ],
            [
                new("order", "onTheSpot <= accepted"),
                new("closing", "closed >= accepted * 0.9") { Severity = CheckSeverity.Warning, Message = new("办结偏少", "Few closed") },
            ]
        );

    /// <summary>Opens the sheet of 滨江社区 for October 2014.</summary>
    public IRenderedComponent<SheetPage> Open(string unit = SampleData.Community)
    {
        var page = Render<SheetPage>(p =>
            p.Add(x => x.FormCode, FullForm.Code).Add(x => x.UnitCode, unit).Add(x => x.MonthText, "2014-10")
        );
        page.WaitForElement("[data-sheet], .message-page");
        return page;
    }

    private static FormLine Column(string code, string zh, string en) =>
        FormSamples.Line(code, zh, en, new IndicatorTraits { Required = false });

    private sealed class SignedIn(string user, int unitId, Role role) : AuthenticationStateProvider
    {
        private readonly ClaimsPrincipal _principal = Actors.SignedIn(user, role, unitId);

        public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(_principal));
    }
}

/// <summary>Input on a sheet, as its script sends it to the server.</summary>
internal static class SheetKeys
{
    public static Task TypeAsync(this IRenderedComponent<SheetPage> page, string cell, string text, long? seen = null) =>
        page.InvokeAsync(() => page.Instance.EditAsync([new(cell, Comment: false, text, seen ?? page.SeenOf(cell))], "typed"));

    /// <summary>Types and goes on to another cell.</summary>
    public static Task EnterAsync(this IRenderedComponent<SheetPage> page, string cell, string text, long? seen = null) =>
        page.InvokeAsync(() => page.Instance.EditAsync([new(cell, Comment: false, text, seen ?? page.SeenOf(cell))], "left"));

    public static Task SayAsync(this IRenderedComponent<SheetPage> page, string cell, string comment) =>
        page.InvokeAsync(() => page.Instance.EditAsync([new(cell, Comment: true, comment, page.SeenOf(cell))], "left"));

    public static string? TextOf(this IRenderedComponent<SheetPage> page, string cell) =>
        page.Find($"[data-cell='{cell}']").GetAttribute("value");

    public static string? StateOf(this IRenderedComponent<SheetPage> page, string cell) =>
        page.Find($"[data-cell='{cell}']").GetAttribute("data-state");

    public static string SumOf(this IRenderedComponent<SheetPage> page, string line) =>
        page.Find($"[data-sum='{line}'] .pair > span").TextContent;

    public static string Message(this IRenderedComponent<SheetPage> page) => page.Find("[role=status].message").TextContent;

    private static long SeenOf(this IRenderedComponent<SheetPage> page, string cell) =>
        long.Parse(page.Find($"[data-cell='{cell}']").GetAttribute("data-revision")!, System.Globalization.CultureInfo.InvariantCulture);
}
