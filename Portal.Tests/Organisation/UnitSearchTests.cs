using Portal.Domain.Organisation;
using Portal.Tests.Demonstration;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Organisation;

public sealed class UnitSearchTests
{
    private static readonly DateOnly s_day = new(2014, 10, 31);

    private static readonly UnitTree s_units = new([
        .. Units(),
        Unit(1, "350103009", "滨江街道", UnitKind.Street, DistrictId),
        Unit(2, "350103009001", "滨江社区", UnitKind.Community, 1),
        Unit(3, "X", "撤销街道", UnitKind.Street, DistrictId, to: new(2014, 6, 30)),
    ]);

    [Theory]
    // All begin with it: the street before the communities, then in order of code.
    [InlineData("滨江", "350103009", "350103001001", "350103009001")]
    [InlineData("江", "350103", "350103009", "350103001001", "350103009001")] // 台江区
    [InlineData("350103001", "350103001", "350103001001", "350103001002")] // the code itself before those that begin so
    [InlineData("后洲 三通", "350103002001")] // the street has the first word, but not the second
    [InlineData("  ")]
    [InlineData("没有")]
    [InlineData("撤销")] // gone since June
    [InlineData("d-tr", "D-TRADE")]
    public void Find_ByNameAndCode_BestFirst(string text, params string[] codes) =>
        Assert.Equal(codes, UnitSearch.Find(s_units, text, UnitScope.Everything, s_day, 10).Select(u => u.Code));

    [Fact]
    public void Find_MoreThanWanted_KeepsTheBest() =>
        Assert.Equal(["350103"], UnitSearch.Find(s_units, "350103", UnitScope.Everything, s_day, 1).Select(u => u.Code));

    [Fact]
    public void Find_WithinAScope_LeavesOthersOut() =>
        Assert.Equal([Community], UnitSearch.Find(s_units, "滨江", UnitScope.Below(StreetId), s_day, 10).Select(u => u.Code));
}
