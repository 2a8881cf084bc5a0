using Bunit;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Records;
using Portal.Figures.Forms;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Forms;

/// <summary>Forms on their pages, over the real services.</summary>
[UseCulture("zh-CN")]
[Needs(Resource.Database)]
public sealed class FormPagesTests : IAsyncLifetime
{
    private TestDatabase _database = null!;
    private FormPageHarness _office = null!;

    private static CancellationToken Token => Xunit.TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        _office = new(_database);
    }

    public async ValueTask DisposeAsync()
    {
        await _office.DisposeAsync();
        await _database.DisposeAsync();
    }

    [Fact]
    public async Task Forms_NotThereYet_AreInstalledFromAMonth()
    {
        var page = _office.Render<FormsPage>();
        Assert.Contains("社区便民服务月报", page.WaitForElement("[data-install]").TextContent, StringComparison.Ordinal);
        await page.Find("[data-install] [data-month] input").ChangeAsync(new() { Value = "2014-03" });
        await page.Find("[data-do=install]").ClickAsync(new());

        page.WaitForAssertion(() => Assert.Equal(6, page.FindAll("[data-form]").Count));
        Assert.Equal(
            ["社区便民服务月报", "community-service", "社区", "办件", "自 2014-03 起", "次月第 5 个工作日", "83", "2014-03"],
            page.Find("[data-form=community-service]").Closest("tr")!.Children.Select(c => c.TextContent)
        );
        Assert.Empty(page.FindAll("[data-install]"));
    }

    [Fact]
    public async Task Forms_ForSomebodyOfAStreet_CanOnlyBeRead()
    {
        await using var street = new FormPageHarness(_database, SampleData.StreetId);
        street.Render<FormsPage>().WaitForElement(".notice");
        await InstallAsync();
        var page = street.Open("street-service");
        await page.Find("[data-path='name.zh']").InputAsync("别的");
        Assert.True(page.Find("[data-save]").HasAttribute("disabled"));
    }

    [Fact]
    public void Form_NobodyKnows_IsSaid() => Assert.Equal("没有这张表单", _office.Open("nothing").Find("h1").TextContent);

    [Fact]
    public async Task Rule_ThatCannotBeRead_IsMarkedWhereItBreaksAndCannotBeSaved()
    {
        await InstallAsync();
        var page = _office.Open("street-service");
        await page.Find("[data-path='checks[0].rule']").InputAsync("onTheSpot <= closedd");

        Assert.Equal(
            "onTheSpot <= closedd本表没有“closedd”（第 14 个字符处）。",
            page.Find("[data-at='checks[0].rule']")
                .TextContent.Replace("\n", "", StringComparison.Ordinal)
                .Replace("  ", "", StringComparison.Ordinal)
                .Trim()
        );
        Assert.Equal("c", page.Find("[data-at='checks[0].rule'] mark").TextContent);
        Assert.True(page.Find("[data-save]").HasAttribute("disabled"));

        await page.Find("[data-path='checks[0].rule']").InputAsync("onTheSpot <= closed");
        Assert.Empty(page.FindAll("[data-problem]"));
        Assert.False(page.Find("[data-save]").HasAttribute("disabled"));
    }

    [Fact]
    public async Task Form_ChangedAndSaved_IsAVersionFromItsMonth()
    {
        await InstallAsync();
        await SubmittedAsync("street-service", new(2014, 4, 1));
        var page = _office.Open("street-service");
        Assert.Equal("2014-05", page.Find("[data-month=fromMonth] input").GetAttribute("value"));

        await page.FindAll("[data-lines='sections[0].rows'] [data-add]").Single().ClickAsync(new());
        Assert.Contains(page.FindAll("[data-problem]"), p => p.GetAttribute("data-at") == "sections[0].rows[6].code");
        await page.Find("[data-path='sections[0].rows[6].code']").InputAsync("byPhone");
        await page.Find("[data-path='sections[0].rows[6].name.zh']").InputAsync("电话受理");
        await page.Find("[data-save]").ClickAsync(new());

        page.WaitForAssertion(() =>
            Assert.Contains("已保存为 2014-05 起的版本。", page.Find(".bar").TextContent, StringComparison.Ordinal)
        );
        var form = (await _database.Get<IFigureReferences>().GetAsync(Token)).Find("street-service")!;
        Assert.Null(form.At(new(2014, 4, 1)).Definition.Find("byPhone"));
        Assert.Equal("电话受理", form.At(new(2014, 5, 1)).Definition.Find("byPhone")!.Row.Name.Zh);
        Assert.Equal(
            FormJson.Write(form.Versions[0].Definition with { Sections = form.Versions[1].Definition.Sections }),
            FormJson.Write(form.Versions[1].Definition)
        ); // and nothing else
    }

    [Fact]
    public async Task Form_FromAMonthThatWasSubmitted_IsRefusedAtItsField()
    {
        await InstallAsync();
        await SubmittedAsync("street-service", new(2014, 4, 1));
        var page = _office.Open("street-service");
        await page.Find("[data-path='name.zh']").InputAsync("月报");
        await page.Find("[data-month=fromMonth] input").ChangeAsync(new() { Value = "2014-04" });
        await page.Find("[data-save]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal("form.monthSubmitted", page.Find("[data-at=fromMonth]").GetAttribute("data-problem")));
    }

    /// <summary>Three months of streets and communities: August is overdue since the 5th working day of September.</summary>
    [Fact]
    public async Task NewForm_ThatBeginsInThePast_AsksBeforeEverybodyIsLate()
    {
        var page = await WriteNewAsync();
        await page.Find("[data-month=fromMonth] input").ChangeAsync(new() { Value = "2014-08" });
        await page.Find("[data-save]").ClickAsync(new());

        page.WaitForAssertion(() =>
            Assert.Equal("▲ 保存后各单位立即应报 10 张往月月报，其中 10 张当即逾期。", page.Find("[data-owed]").TextContent)
        );
        Assert.Null((await _database.Get<IFigureReferences>().GetAsync(Token)).Find("visits"));
        await page.Find("[data-path='name.zh']").InputAsync("来访登记表"); // what changes is asked again
        Assert.Empty(page.FindAll("[data-owed]"));
        await page.Find("[data-save]").ClickAsync(new());
        await page.WaitForElement("[data-save-overdue]").ClickAsync(new());

        page.WaitForAssertion(() =>
            Assert.EndsWith(
                "/figures/forms/visits",
                _office.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri,
                StringComparison.Ordinal
            )
        );
        Assert.Equal(new(2014, 8, 1), (await _database.Get<IFigureReferences>().GetAsync(Token)).Find("visits")!.FirstMonth);
    }

    [Fact]
    public async Task NewForm_WrittenFromNothing_IsSaved()
    {
        var page = await WriteNewAsync();
        await page.Find("[data-save]").ClickAsync(new());

        page.WaitForAssertion(() =>
            Assert.EndsWith(
                "/figures/forms/visits",
                _office.Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri,
                StringComparison.Ordinal
            )
        );
        var form = (await _database.Get<IFigureReferences>().GetAsync(Token)).Find("visits")!;
        Assert.Equal(
            (UnitKinds.Street | UnitKinds.Community, (RecordStream?)null, new DateOnly(2014, 10, 1)),
            (form.Kinds, form.Stream, form.FirstMonth)
        );
    }

    [Theory]
    [InlineData("community-service", 83)]
    [InlineData("standards-check", 16)]
    public async Task Preview_ShowsEveryCellAsItsClerkWillSeeIt(string code, int cells)
    {
        await InstallAsync();
        var page = _office.Open(code);
        await page.Find("[data-show-preview]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Equal(cells, page.FindAll("[data-preview] input.figure[data-cell]").Count));
        Assert.True(page.Find("[data-preview]").HasAttribute("inert"));
    }

    [Fact]
    public async Task Preview_OfABrokenForm_ShowsWhatWasRightLast()
    {
        await InstallAsync();
        var page = _office.Open("street-service");
        await page.Find("[data-path='sections[0].rows[1].code']").InputAsync("accepted"); // twice
        await page.Find("[data-show-preview]").ClickAsync(new());
        page.WaitForAssertion(() => Assert.Single(page.FindAll("[data-preview] [data-cell=onTheSpot]")));
    }

    [Theory]
    [InlineData("community-service")]
    [InlineData("city-ranking")]
    public async Task Form_OpenedAndLeftAlone_IsTheSame(string code)
    {
        await InstallAsync();
        var form = (await _database.Get<IFigureReferences>().GetAsync(Token)).Find(code)!;
        Assert.Equal(FormJson.Write(form.Versions[0].Definition), FormJson.Write(EditedForm.Of(form, new(2014, 1, 1)).ToDefinition()));
    }

    private async Task InstallAsync() =>
        Assert.Empty(await _database.Get<FormWriter>().InstallAsync(Actor.System, new(2014, 1, 1), lastMonth: null, Token));

    private async Task<IRenderedComponent<FormEditorPage>> WriteNewAsync()
    {
        var page = _office.Open(FormEditorPage.New);
        await page.Find("[data-path=code]").InputAsync("visits");
        await page.Find("[data-path='name.zh']").InputAsync("来访登记");
        await page.Find("[data-path='sections[0].name.zh']").InputAsync("来访");
        await page.Find("[data-path='sections[0].rows[0].code']").InputAsync("visitors");
        await page.Find("[data-path='sections[0].rows[0].name.zh']").InputAsync("来访人次");
        await page.Find("[data-kind=Street]").ChangeAsync(new() { Value = true });
        return page;
    }

    private async Task SubmittedAsync(string code, DateOnly month)
    {
        await using var db = _database.Open();
        var form = await db.FigureForms.SingleAsync(f => f.Code == code, Token);
        db.FigureSheets.Add(
            new()
            {
                FormId = form.Id,
                UnitId = SampleData.StreetId,
                Month = month,
                FirstSubmittedAt = SampleData.Now,
            }
        );
        await db.SaveChangesAsync(Token);
    }
}
