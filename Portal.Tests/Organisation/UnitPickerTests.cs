using Bunit;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
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
        Assert.Contains("瀛洲街道", picker.Find("button").TextContent, StringComparison.Ordinal);
        Assert.Empty(Popovers.FindAll(Choice)); // an open page keeps no list

        Open(picker);

        Assert.Equal(8, Popovers.FindAll(Choice).Count);
        Assert.Equal("瀛洲街道", Popovers.Find("[aria-current]").TextContent.Trim());
    }

    [Theory]
    [InlineData(ProvincePlan.ProvinceCode)]
    [InlineData("380101001001")]
    [InlineData(null)]
    public void Open_AHundredThousand_ShowsTheWayThereAndAtMostTwoHundredBelow(string? unit)
    {
        var picker = Show(s_province, unit);

        Open(picker);

        Assert.InRange(Popovers.FindAll(Choice).Count, 2, UnitPickReader.MostListed + 5);
        if (unit is not null)
            Assert.Contains(Popovers.FindAll(Choice), a => a.HasAttribute("aria-current"));
    }

    [Fact]
    public async Task Search_ByWords_FindsWithTheWayAbove()
    {
        var unit = s_province.Find("380305007012")!;
        var day = DateOnly.FromDateTime(SampleData.Now.Date);
        var names = s_province.SelfAndAbove(unit.Id, day).Select(id => s_province.NameAt(id, day)).ToList();
        var picker = Show(s_province, ProvincePlan.ProvinceCode);

        Open(picker);
        await picker.Find("input").InputAsync(new() { Value = $"{names[2]} {names[0]}" });

        Popovers.WaitForAssertion(() =>
            Assert.Contains(
                Popovers.FindAll(Choice),
                a => a.GetAttribute("data-code") == "380305007012" && a.TextContent.Contains(names[1], StringComparison.Ordinal)
            )
        );
        await picker.Find("input").InputAsync(new() { Value = "安" });
        Popovers.WaitForAssertion(() => Assert.Equal(UnitPickReader.MostFound, Popovers.FindAll(Choice).Count));
        var many = Popovers.FindAll(Choice);
        // A city before its departments, and before streets and communities called alike.
        Assert.Contains("市", many[0].TextContent.Trim()[..4], StringComparison.Ordinal);
        Assert.DoesNotContain(many, a => a.TextContent.Contains("局", StringComparison.Ordinal));
        await picker.Find("input").InputAsync(new() { Value = "没有这样的名称" });
        Popovers.WaitForElement("[role=status]");
        Assert.Empty(Popovers.FindAll(Choice));
    }

    [Fact]
    public async Task Choose_WhereThereIsNoAddress_TellsWhich()
    {
        UnitPick? chosen = null;
        Prepare(new UnitTree(SampleData.Units()));
        var picker = Render<UnitPicker>(p =>
            p.Add(u => u.Id, "p").Add(u => u.Label, "单位").Add(u => u.None, "—").Add(u => u.OnChosen, pick => chosen = pick)
        );

        Open(picker);
        await Popovers.FindAll(".mud-list-item")[3].ClickAsync(new());

        Assert.Equal(SampleData.Community, chosen?.Code);
        picker.WaitForElement("button");
    }

    [Fact]
    public async Task Search_WhereNoneCanBeChosen_OffersOnlyWhatWasFound()
    {
        Prepare(new UnitTree(SampleData.Units()));
        var picker = Render<UnitPicker>(p =>
            p.Add(u => u.Id, "p").Add(u => u.Label, "单位").Add(u => u.None, "全部单位").Add(u => u.OnChosen, _ => { })
        );
        Open(picker);
        Assert.Equal("全部单位", Popovers.FindAll(Choice)[0].TextContent.Trim());

        await picker.Find("input").InputAsync(new() { Value = " 瀛洲 " });
        Popovers.WaitForAssertion(() =>
            Assert.StartsWith("瀛洲街道", Popovers.FindAll(Choice)[0].TextContent.Trim(), StringComparison.Ordinal)
        );

        await picker.Find("input").InputAsync(new() { Value = "" });
        Popovers.WaitForAssertion(() => Assert.Equal("全部单位", Popovers.FindAll(Choice)[0].TextContent.Trim()));
    }

    [Fact]
    public async Task Choose_WhereThereIsAnAddress_GoesThere()
    {
        var picker = Show(new UnitTree(SampleData.Units()), SampleData.Street);
        Open(picker);

        await Popovers.FindAll(".mud-list-item")[0].ClickAsync(new());

        Assert.EndsWith(
            $"/x?unit={SampleData.District}",
            Services.GetRequiredService<Microsoft.AspNetCore.Components.NavigationManager>().Uri,
            StringComparison.Ordinal
        );
    }

    private const string Choice = ".unit-choice";

    // The browser would focus the field, and that opens it.
    private void Open(IRenderedComponent<UnitPicker> picker)
    {
        _ = Popovers;
        picker.Find("button").Click();
        picker.Find("input").Focus();
        Popovers.WaitForElement(Choice);
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
            Task.FromResult(new AuthenticationState(Actors.SignedIn("admin", Role.Administrator, null)));
    }
}
