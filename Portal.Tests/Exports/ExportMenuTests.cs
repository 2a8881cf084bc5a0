using System.Text;
using Bunit;
using Microsoft.JSInterop;
using Portal.Exports;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;
using Portal.Tests.Support;

namespace Portal.Tests.Exports;

public sealed class ExportMenuTests : PortalTestContext
{
    private readonly BunitJSModuleInterop _module;

    public ExportMenuTests()
    {
        _module = JSInterop.SetupModule("./Exports/ExportMenu.razor.js");
        _module.Mode = JSRuntimeMode.Loose;
    }

    [Fact]
    public void Menu_OpensByTheButtonThatNamesIt()
    {
        var (menus, menu) = (Popovers, Render());
        var button = menu.Find("button.open");
        Assert.Contains("各街道", button.GetAttribute("aria-label"), StringComparison.Ordinal);
        Assert.Empty(menus.FindAll("[data-give]"));

        button.Click();

        Assert.Equal(["copy", "csv", "xlsx"], menus.WaitForElements("[data-give]").Select(b => b.GetAttribute("data-give")));
        Assert.Equal("true", menu.Find("button.open").GetAttribute("aria-expanded"));
    }

    [Fact]
    public void Table_IsMadeOnlyWhenAsked()
    {
        var made = 0;
        Render<ExportMenu>(p =>
            p.Add(
                m => m.Table,
                () =>
                {
                    made++;
                    return ReportSamples.Streets;
                }
            )
        );
        Assert.Equal(0, made);
    }

    [Fact]
    public void Copy_Done_IsSaid()
    {
        _module.Setup<bool>("copy", _ => true).SetResult(true);
        var menu = Render();
        Give(menu, "copy");

        var text = Assert.IsType<string>(_module.Invocations["copy"].Single().Arguments[0]);
        Assert.StartsWith("街道\t受理\t", text, StringComparison.Ordinal);
        Assert.Contains("后洲街道\t1234\t985\t79.8%\t+1.2\t1\t1600.00", text, StringComparison.Ordinal);
        menu.WaitForAssertion(() => Assert.Equal("Done", menu.Find(".export").GetAttribute("data-export")));
        Assert.NotEqual("", menu.Find("[role=status]").TextContent);
    }

    [Fact]
    public void Copy_RefusedByTheBrowser_IsSaid()
    {
        _module.Setup<bool>("copy", _ => true).SetResult(false);
        var menu = Render();
        Give(menu, "copy");
        menu.WaitForAssertion(() => Assert.Equal("Failed", menu.Find(".export").GetAttribute("data-export")));
    }

    [Theory]
    [InlineData("csv", "各街道办件情况.csv", "text/csv")]
    [InlineData("xlsx", "各街道办件情况.xlsx", TableFiles.XlsxType)]
    public async Task File_IsWrittenWhileTheBrowserTakesIt(string kind, string name, string type)
    {
        var save = _module.SetupVoid("save", _ => true);
        var menu = Render();
        var click = GiveAsync(menu, kind);

        var arguments = _module.Invocations["save"].Single().Arguments;
        Assert.Equal([name, type], arguments.Skip(1));
        using var taken = new MemoryStream();
        await Assert.IsType<DotNetStreamReference>(arguments[0]).Stream.CopyToAsync(taken, Xunit.TestContext.Current.CancellationToken);
        save.SetVoidResult();
        await click;

        if (kind == "csv")
            Assert.StartsWith("\uFEFF街道,受理,", Encoding.UTF8.GetString(taken.ToArray()), StringComparison.Ordinal);
        else
            Assert.Equal(await Documents.TableFilesTests.XlsxAsync(ReportSamples.Streets), taken.ToArray());
        Assert.Equal("Done", menu.Find(".export").GetAttribute("data-export"));
    }

    [Fact]
    public async Task File_ThatCannotBeWritten_IsSaidAndLeavesNothingRunning()
    {
        var broken = ReportSamples.Streets with { Rows = [new("1", [])] };
        _module.SetupVoid("save", _ => true).SetException(new JSException("The stream broke."));
        var menu = Render<ExportMenu>(p => p.Add(m => m.Table, () => broken));
        await GiveAsync(menu, "xlsx");
        Assert.Equal("Failed", menu.Find(".export").GetAttribute("data-export"));
    }

    [Fact]
    public void File_OfAPageThatSaysItsSubject_IsNamedAfterItToo()
    {
        var menu = Render<ExportMenu>(p =>
            p.Add(m => m.Table, () => ReportSamples.Streets)
                .AddCascadingValue<Func<string>>(ExportMenu.SubjectName, () => "台江区 2014年1—10月")
        );
        Give(menu, "csv");
        Assert.Equal("各街道办件情况 台江区 2014年1—10月.csv", _module.Invocations["save"].Single().Arguments[1]);
    }

    [Fact]
    public void Picture_OfBars_IsSavedUnderTheTitle()
    {
        var menu = Render<ExportMenu>(p =>
            p.Add(m => m.Table, () => ReportSamples.Streets)
                .Add(m => m.Picture, () => BarPicture.Draw("<标题>", [new("后洲街道", 0.8m, "80.0%"), new("鳌峰街道", null, "—")]))
        );
        Give(menu, "png");
        var arguments = _module.Invocations["picture"].Single().Arguments;
        var svg = System.Xml.Linq.XDocument.Parse((string)arguments[0]!);
        Assert.Contains("<标题>", svg.Root!.Value, StringComparison.Ordinal);
        Assert.Equal(
            ["378", "0"],
            svg.Descendants().Where(e => e.Name.LocalName == "rect").Skip(1).Select(e => e.Attribute("width")!.Value)
        );
        Assert.Equal(["各街道办件情况.png", ".png"], arguments.Skip(1));
    }

    private void Give(IRenderedComponent<ExportMenu> menu, string kind) => _ = GiveAsync(menu, kind);

    private Task GiveAsync(IRenderedComponent<ExportMenu> menu, string kind)
    {
        menu.Find("button.open").Click();
        return Popovers.WaitForElement($"[data-give={kind}]").ClickAsync(new());
    }

    private IRenderedComponent<ExportMenu> Render() =>
        Render<ExportMenu>(p => p.Add(m => m.Table, () => ReportSamples.Streets).Add(m => m.Title, "各街道"));
}
