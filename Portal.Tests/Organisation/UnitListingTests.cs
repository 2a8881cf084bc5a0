using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Organisation;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Organisation;

public sealed class UnitListingTests
{
    private static readonly DateOnly s_day = new(2014, 10, 31);

    private static readonly ReferenceData s_reference = Reference() with
    {
        Units = new([
            .. Units(),
            Unit(1, "350103009", "滨江街道", UnitKind.Street, DistrictId),
            Unit(2, "350103009001", "滨江社区", UnitKind.Community, 1),
            Unit(3, "X", "撤销街道", UnitKind.Street, DistrictId, to: new(2014, 6, 30)),
        ]),
    };

    [Theory]
    [InlineData("bj", "350103001001", "350103009", "350103009001")] // 滨江
    [InlineData("BJJD", "350103009")]
    [InlineData(" 滨江街 ", "350103009")]
    [InlineData("350103009", "350103009", "350103009001")]
    [InlineData("没有")]
    [InlineData("撤销")] // gone since June
    public void List_ByNameCodeOrInitials_FindsThem(string find, params string[] codes) =>
        Assert.Equal(codes, Listed(UnitScope.Everything, find));

    [Fact]
    public void List_OfAnEarlierDay_HasWhatExistedThen() =>
        Assert.Equal(
            ["X"],
            UnitListing.List(s_reference, UnitScope.Everything, "撤销", null, new(2014, 6, 30), s_day).Rows.Select(r => r.Code)
        );

    [Fact]
    public void List_OfOneKind_HasNoOthers() =>
        Assert.All(
            UnitListing.List(s_reference, UnitScope.Everything, null, UnitKind.Street, s_day, s_day).Rows,
            row => Assert.Equal(UnitKind.Street, row.Kind)
        );

    [Fact]
    public void List_WithinAScope_BeginsWithItsTopAndNamesNobodyAbove()
    {
        var rows = UnitListing.List(s_reference, UnitScope.Below(1), null, null, s_day, s_day).Rows;

        Assert.Equal([("350103009", 0, null), ("350103009001", 1, "滨江街道")], rows.Select(r => (r.Code, r.Depth, r.Above)));
        Assert.Empty(Listed(UnitScope.Nothing, null));
    }

    [Fact]
    public void List_OfMoreThanAreShown_SaysSo()
    {
        var many = s_reference with
        {
            Units = new([
                .. Units(),
                .. Enumerable.Range(50_000, UnitListing.MostListed).Select(n => Unit(n, $"M{n}", "新社区", UnitKind.Community, StreetId)),
            ]),
        };

        var all = UnitListing.List(many, UnitScope.Everything, null, null, s_day, s_day);
        var found = UnitListing.List(many, UnitScope.Everything, "新社区", null, s_day, s_day);

        Assert.Equal((UnitListing.MostListed, true), (all.Rows.Count, all.IsCut));
        Assert.Equal((UnitListing.MostListed, false), (found.Rows.Count, found.IsCut));
    }

    [Fact]
    public void Find_AUnit_TellsItsPlaceWithinTheScope()
    {
        var place = UnitListing.Find(s_reference, UnitScope.Everything, "350103009", s_day, s_day)!;
        Assert.Equal(["350103"], place.Above.Select(u => u.Code));
        Assert.Equal(["350103009001"], place.Below.Select(u => u.Code));

        Assert.Empty(UnitListing.Find(s_reference, UnitScope.Below(1), "350103009", s_day, s_day)!.Above);
        Assert.Null(UnitListing.Find(s_reference, UnitScope.Below(1), "350103", s_day, s_day));
        Assert.Null(UnitListing.Find(s_reference, UnitScope.Everything, "nowhere", s_day, s_day));
        Assert.False(UnitListing.Find(s_reference, UnitScope.Everything, "X", s_day, s_day)!.IsInForce);
    }

    [Theory]
    [InlineData("/organisation")]
    [InlineData("/organisation?on=2014-10-31&find=bj&kind=street")]
    public void Address_ReadAndWritten_IsTheSame(string address) => Assert.Equal(address, OrganisationAddress.Parse(address).ToUri());

    [Fact]
    public void Address_WithWhatIsNoFilter_FiltersNothing() =>
        Assert.Equal(new OrganisationAddress(), OrganisationAddress.Parse("/organisation?on=9999-99-99&kind=castle&find="));

    private static IEnumerable<string> Listed(UnitScope scope, string? find) =>
        UnitListing.List(s_reference, scope, find, null, s_day, s_day).Rows.Select(r => r.Code);
}
