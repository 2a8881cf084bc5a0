using Bunit;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Rendering;
using Portal.Controls;
using Portal.Tests.Support;

namespace Portal.Tests.Controls;

/// <summary>A button that asks first. Its question is drawn by the layout, so it must go when the button goes.</summary>
public sealed class ConfirmButtonTests : PortalTestContext
{
    [Fact]
    public async Task Answer_ThatTakesTheButtonAway_LeavesNoQuestionAndNoShade()
    {
        var dialogs = Dialogs;
        var page = Render<Row>();
        await page.Find("[data-asks=delete]").ClickAsync();
        dialogs.WaitForElement("[data-answer=delete]");

        await dialogs.Find("[data-answer=delete]").ClickAsync();

        page.WaitForAssertion(() => Assert.Empty(page.FindAll("button")));
        dialogs.WaitForAssertion(() => Assert.Equal("", dialogs.Markup.Trim()));
    }

    [Fact]
    public async Task Button_TakenAwayWhileItAsks_TakesItsQuestionWithIt()
    {
        var dialogs = Dialogs;
        var page = Render<Row>();
        await page.Find("[data-asks=delete]").ClickAsync();
        dialogs.WaitForElement("[data-answer=delete]");

        await page.InvokeAsync(page.Instance.Remove); // as when another user decides meanwhile

        dialogs.WaitForAssertion(() => Assert.Equal("", dialogs.Markup.Trim()));
        Assert.Equal(0, page.Instance.Answers);
    }

    [Fact]
    public async Task Cancel_ClosesTheQuestionAndDoesNothing()
    {
        var dialogs = Dialogs;
        var page = Render<Row>();
        await page.Find("[data-asks=delete]").ClickAsync();
        dialogs.WaitForElement("[data-answer=delete]");

        await dialogs.Find(".second-button").ClickAsync();

        dialogs.WaitForAssertion(() => Assert.Equal("", dialogs.Markup.Trim()));
        Assert.Equal(0, page.Instance.Answers);
        Assert.NotEmpty(page.FindAll("button"));
    }

    /// <summary>A row that is there until it is deleted.</summary>
    private sealed class Row : ComponentBase
    {
        private bool _isThere = true;

        public int Answers { get; private set; }

        public void Remove()
        {
            _isThere = false;
            StateHasChanged();
        }

        protected override void BuildRenderTree(RenderTreeBuilder builder)
        {
            if (!_isThere)
                return;
            builder.OpenComponent<ConfirmButton>(0);
            builder.AddAttribute(1, nameof(ConfirmButton.Id), "delete");
            builder.AddAttribute(2, nameof(ConfirmButton.Label), "删除");
            builder.AddAttribute(3, nameof(ConfirmButton.Question), "删除这一行？");
            builder.AddAttribute(4, nameof(ConfirmButton.Answer), "确认删除");
            builder.AddAttribute(5, nameof(ConfirmButton.Cancel), "取消");
            builder.AddAttribute(6, nameof(ConfirmButton.OnAnswer), EventCallback.Factory.Create(this, Answered));
            builder.CloseComponent();
        }

        private void Answered()
        {
            Answers++;
            Remove();
        }
    }
}
