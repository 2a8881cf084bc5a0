using System.Security.Claims;
using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Organisation;
using Portal.Organisation;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Organisation;

public sealed class UnitPickerTests : PortalTestContext
{
    [Fact]
    public void Open_FewUnits_ShowsAllOfThemInTheirTree()
    {
        var picker = Show(new UnitTree(SampleData.Units()), SampleData.Street);

        Assert.Equal(8, picker.FindAll("a.panel-item").Count);
        Assert.Equal("瀛洲街道", picker.Find("[aria-current]").TextContent.Trim());
        Assert.Contains("瀛洲街道", picker.Find("[popovertarget]").TextContent, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(ProvincePlan.ProvinceCode)]
    [InlineData("380101001001")]
    [InlineData(null)]
    public void Open_AHundredThousand_ShowsTheWayThereAndAtMostTwoHundredBelow(string? unit)
    {
        var picker = Show(s_province, unit);

        Assert.InRange(picker.FindAll("a.panel-item").Count, 2, UnitPickReader.MostListed + 5);
        if (unit is not null)
            Assert.Contains(picker.FindAll("a.panel-item"), a => a.HasAttribute("aria-current"));
    }

    [Fact]
    public async Task Search_ByWords_FindsWithTheWayAbove()
    {
        var unit = s_province.Find("380305007012")!;
        var day = DateOnly.FromDateTime(SampleData.Now.Date);
        var names = s_province.SelfAndAbove(unit.Id, day).Select(id => s_province.NameAt(id, day)).ToList();
        var picker = Show(s_province, ProvincePlan.ProvinceCode);

        await picker.Find("input").InputAsync(new() { Value = $"{names[2]} {names[0]}" });

        var found = picker.FindAll("a.panel-item");
        Assert.Contains(
            found,
            a => a.GetAttribute("href") == "/x?unit=380305007012" && a.TextContent.Contains(names[1], StringComparison.Ordinal)
        );
        await picker.Find("input").InputAsync(new() { Value = "安" });
        var many = picker.FindAll("a.panel-item");
        Assert.Equal(UnitPickReader.MostFound, many.Count);
        Assert.Contains("市", many[0].TextContent.Trim()[..4], StringComparison.Ordinal); // a city before its departments, and before streets and communities called alike
        Assert.DoesNotContain(many, a => a.TextContent.Contains("局", StringComparison.Ordinal));
        await picker.Find("input").InputAsync(new() { Value = "没有这样的名称" });
        Assert.Empty(picker.FindAll("a.panel-item"));
        Assert.NotEmpty(picker.FindAll("[role=status]"));
    }

    /// <summary>A thousand open pages of one view keep one text.</summary>
    [Fact]
    public void Links_OfTheSameChoice_AreTheSameText_AndOfAnotherAreNot()
    {
        var list = new UnitPickList([new(1, "a", "<甲>", 0, Path: null), new(2, "b", "乙", 1, "甲 › 丙")], 0);

        var links = UnitPickerLinks.Of(list, none: null, "b", code => $"/x?unit={code}&day=1").Value;

        Assert.Same(links, UnitPickerLinks.Of(list, none: null, "b", code => $"/x?unit={code}&day=1").Value);
        Assert.NotEqual(links, UnitPickerLinks.Of(list, none: null, "a", code => $"/x?unit={code}&day=1").Value);
        Assert.Contains(
            "day=2",
            UnitPickerLinks.Of(list, none: null, "b", code => $"/x?unit={code}&day=2").Value,
            StringComparison.Ordinal
        );
        Assert.Contains("&lt;甲&gt;", links, StringComparison.Ordinal);
        Assert.Contains("day=1\" aria-current=\"true\">乙<span", links, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Choose_WhereThereIsNoAddress_TellsWhich()
    {
        UnitPick? chosen = null;
        Prepare(new UnitTree(SampleData.Units()));
        var picker = Render<UnitPicker>(p =>
            p.Add(u => u.Id, "p").Add(u => u.Label, "单位").Add(u => u.None, "—").Add(u => u.OnChosen, pick => chosen = pick)
        );

        await picker.FindAll("button.panel-item")[3].ClickAsync(new());

        Assert.Equal(SampleData.Community, chosen?.Code);
    }

    [Fact]
    public async Task Search_WhereNoneCanBeChosen_OffersOnlyWhatWasFoundAndSaysForWhatText()
    {
        Prepare(new UnitTree(SampleData.Units()));
        var picker = Render<UnitPicker>(p =>
            p.Add(u => u.Id, "p").Add(u => u.Label, "单位").Add(u => u.None, "全部单位").Add(u => u.OnChosen, _ => { })
        );
        Assert.Equal("全部单位", picker.FindAll(".panel-item")[0].TextContent.Trim());

        await picker.Find("input").InputAsync(new() { Value = " 瀛洲 " });

        // Enter takes the first, once the panel answers what stands in its search.
        Assert.Equal("瀛洲", picker.Find("[data-picker]").GetAttribute("data-answers"));
        Assert.StartsWith("瀛洲街道", picker.FindAll(".panel-item")[0].TextContent.Trim(), StringComparison.Ordinal);

        await picker.Find("input").InputAsync(new() { Value = "" });
        Assert.Equal("", picker.Find("[data-picker]").GetAttribute("data-answers"));
        Assert.Equal("全部单位", picker.FindAll(".panel-item")[0].TextContent.Trim());
    }

    private static readonly UnitTree s_province = Province();

    private IRenderedComponent<UnitPicker> Show(UnitTree units, string? unit)
    {
        Prepare(units);
        return Render<UnitPicker>(p =>
            p.Add(u => u.Id, "p").Add(u => u.Label, "单位").Add(u => u.Unit, unit).Add(u => u.Href, code => $"/x?unit={code}")
        );
    }

    private void Prepare(UnitTree units)
    {
        Services.AddSingleton<IReferenceReader>(new Fixed(SampleData.Reference() with { Units = units }));
        Services.AddSingleton<UnitPickReader>();
        Services.AddSingleton<CurrentActor>();
        Services.AddSingleton<AuthenticationStateProvider>(new Administrator());
    }

    private static UnitTree Province()
    {
        var plan = ProvincePlan.Make(100_000).Units;
        return new(plan.Select((u, i) => SampleData.Unit(i + 1, u.Code, u.Name, u.Kind, u.Parent < 0 ? null : u.Parent + 1)));
    }

    private sealed class Fixed(ReferenceData reference) : IReferenceReader
    {
        public ReferenceData Latest => reference;

        public Task<ReferenceData> GetAsync(CancellationToken cancellation = default) => Task.FromResult(reference);
    }

    private sealed class Administrator : AuthenticationStateProvider
    {
        public override Task<AuthenticationState> GetAuthenticationStateAsync() =>
            Task.FromResult(
                new AuthenticationState(
                    new(new ClaimsIdentity([new(ClaimTypes.Name, "admin"), new(ClaimTypes.Role, "Administrator")], "test"))
                )
            );
    }
}
