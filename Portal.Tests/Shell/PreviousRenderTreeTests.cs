using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Circuits;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Shell;

public sealed class PreviousRenderTreeTests : PortalTestContext
{
    private readonly RenderTreeBuilder _first = Written();
    private readonly RenderTreeBuilder _second = Written();

    [Fact]
    public void Component_RenderedAgainAndAgain_ShowsWhatItShould()
    {
        var rows = Render<Rows>(p => p.Add(r => r.Texts, ["a", "b", "c"]));
        foreach (var texts in new[] { "c a", "d", "", "a b c d e f g h", "h g f", "h g f" })
        {
            rows.Render(p => p.Add(r => r.Texts, texts.Split(' ', StringSplitOptions.RemoveEmptyEntries)));

            Assert.Equal(texts, string.Join(' ', rows.FindAll("li").Select(li => li.TextContent)));
        }
    }

    [Fact]
    public void End_AfterTheSecondRendering_LeavesTheListThatIsShown()
    {
        var list = new PreviousRenderTree();
        list.Begin(_first);
        list.End();
        list.Begin(_second);
        list.End();
        list.End();

        Assert.Equal((0, 1), Lengths());
    }

    /// <summary>A push before the browser has acknowledged the previous push.</summary>
    [Fact]
    public void End_LaterThanTheNextRendering_LeavesTheListThatIsShown()
    {
        var list = new PreviousRenderTree();
        list.Begin(_first);
        list.Begin(_second);
        list.End();

        Assert.Equal((0, 1), Lengths());
    }

    /// <summary>The framework then writes into the same list again, and still compares with the other.</summary>
    [Fact]
    public void Begin_AgainAfterAFailure_TakesTheOtherListForTheOneBefore()
    {
        var list = new PreviousRenderTree();
        list.Begin(_first);
        list.End();
        list.Begin(_second);
        list.Begin(_second);
        list.End();

        Assert.Equal((0, 1), Lengths());
    }

    protected override void Dispose(bool disposing)
    {
        _first.Dispose();
        _second.Dispose();
        base.Dispose(disposing);
    }

    private static RenderTreeBuilder Written()
    {
        var builder = new RenderTreeBuilder();
        builder.AddContent(0, "text");
        return builder;
    }

#pragma warning disable BL0006 // the test measures the framework's lists
    private (int First, int Second) Lengths() => (_first.GetFrames().Count, _second.GetFrames().Count);
#pragma warning restore BL0006

    private sealed class Rows : ComponentBase
    {
        private readonly PreviousRenderTree _list = new();

        [Parameter, EditorRequired]
        public required IReadOnlyList<string> Texts { get; set; }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            _list.Begin(builder);
            foreach (var text in Texts)
            {
                builder.OpenElement(0, "li");
                builder.SetKey(text);
                builder.AddContent(1, text);
                builder.CloseElement();
            }
        }

        protected override void OnAfterRender(bool firstRender) => _list.End();
    }
}
