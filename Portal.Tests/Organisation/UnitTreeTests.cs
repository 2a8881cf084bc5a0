using Portal.Domain.Organisation;
using Portal.Tests.Demonstration;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Organisation;

public sealed class UnitTreeTests
{
    private static readonly DateOnly s_before = new(2014, 9, 30);
    private static readonly DateOnly s_after = new(2014, 10, 1);

    [Fact]
    public void SelfAndAbove_Community_LeadsToTheRoot() =>
        Assert.Equal([CommunityId, StreetId, DistrictId], new UnitTree(Units()).SelfAndAbove(CommunityId, s_after));

    [Fact]
    public void ChildrenAt_District_AreInOrderOfCode() =>
        Assert.Equal(
            [Street, OtherStreet, Department, OtherDepartment],
            new UnitTree(Units()).ChildrenAt(DistrictId, s_after).Select(u => u.Code)
        );

    [Fact]
    public void RootsAt_IsTheDistrict() => Assert.Equal([District], new UnitTree(Units()).RootsAt(s_after).Select(u => u.Code));

    [Fact]
    public void Versions_RenamedAndMoved_AreReadByDay()
    {
        var tree = WithMovedCommunity();

        Assert.Equal("滨江社区", tree.NameAt(CommunityId, s_before));
        Assert.Equal("新滨江社区", tree.NameAt(CommunityId, s_after));
        Assert.Equal([CommunityId, StreetId, DistrictId], tree.SelfAndAbove(CommunityId, s_before));
        Assert.Equal([CommunityId, OtherStreetId, DistrictId], tree.SelfAndAbove(CommunityId, s_after));
        Assert.True(tree.IsWithin(CommunityId, StreetId, s_before));
        Assert.False(tree.IsWithin(CommunityId, StreetId, s_after));
    }

    [Fact]
    public void EverBelow_UnitThatMoved_IsBelowBoth()
    {
        var tree = WithMovedCommunity();

        Assert.Contains(CommunityId, tree.EverChildren(StreetId));
        Assert.Contains(CommunityId, tree.EverChildren(OtherStreetId));
        Assert.DoesNotContain(tree.ChildrenAt(StreetId, s_after), u => u.Id == CommunityId);
        Assert.Contains(tree.ChildrenAt(OtherStreetId, s_after), u => u.Id == CommunityId);
    }

    [Fact]
    public void Dissolved_Unit_IsNoChildButHangsWhereItHungLast()
    {
        var tree = new UnitTree([
            .. Units().Where(u => u.Id != CommunityId),
            Unit(CommunityId, Community, "滨江社区", UnitKind.Community, StreetId, to: s_before),
        ]);

        Assert.True(tree.IsInForce(CommunityId, s_before));
        Assert.False(tree.IsInForce(CommunityId, s_after));
        Assert.DoesNotContain(tree.ChildrenAt(StreetId, s_after), u => u.Id == CommunityId);
        Assert.True(UnitScope.Below(StreetId).Contains(tree, CommunityId, s_after));
    }

    [Fact]
    public void NotYetFounded_Unit_HasItsFirstName()
    {
        var tree = new UnitTree([Unit(DistrictId, District, "台江区", UnitKind.District, null, from: s_after)]);

        Assert.Equal("台江区", tree.NameAt(DistrictId, s_before));
        Assert.False(tree.IsInForce(DistrictId, s_before));
        Assert.Empty(tree.RootsAt(s_before));
    }

    [Fact]
    public void Find_Unknown_IsNull()
    {
        Assert.Null(UnitTree.Empty.Find("350103"));
        Assert.Null(UnitTree.Empty.Find(1));
        Assert.False(UnitTree.Empty.IsInForce(1, s_after));
        Assert.False(UnitTree.Empty.IsWithin(1, 1, s_after));
        Assert.Throws<KeyNotFoundException>(() => UnitTree.Empty.VersionAt(1, s_after));
    }

    [Theory]
    [InlineData(StreetId, CommunityId, true)]
    [InlineData(StreetId, StreetId, true)]
    [InlineData(StreetId, OtherCommunityId, false)]
    [InlineData(StreetId, DistrictId, false)]
    [InlineData(CommunityId, SecondCommunityId, false)]
    public void Scope_ContainsItsUnitAndWhatLiesBelow(int top, int unit, bool contained) =>
        Assert.Equal(contained, UnitScope.Below(top).Contains(new UnitTree(Units()), unit, s_after));

    [Fact]
    public void Scope_Everything_ContainsAll() =>
        Assert.True(UnitScope.Everything.Contains(new UnitTree(Units()), OtherCommunityId, s_after));

    private static UnitTree WithMovedCommunity()
    {
        var moved = Unit(CommunityId, Community, "新滨江社区", UnitKind.Community, OtherStreetId, from: s_after);
        moved.Versions.Add(
            new()
            {
                UnitId = CommunityId,
                Name = "滨江社区",
                Kind = UnitKind.Community,
                ParentId = StreetId,
                ValidTo = s_before,
            }
        );
        return new([.. Units().Where(u => u.Id != CommunityId), moved]);
    }
}
