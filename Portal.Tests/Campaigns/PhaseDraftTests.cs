using Portal.Campaigns;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Organisation;
using Portal.Tests.Support;

namespace Portal.Tests.Campaigns;

public sealed class PhaseDraftTests
{
    private static readonly DateOnly s_today = new(2014, 10, 31);
    private static readonly UnitTree s_units = new(SampleData.Units());

    [Theory]
    [InlineData(Recipients.Streets, "350103001 350103002")]
    [InlineData(Recipients.Communities, "350103001001 350103001002 350103002001")]
    [InlineData(Recipients.Departments, "D-CIVIL D-TRADE")]
    [InlineData(Recipients.Listed, "350103002 nowhere")]
    public void Items_AreForEachOfTheUnits(Recipients to, string codes)
    {
        var draft = new PhaseDraft
        {
            To = to,
            Units = " 350103002 \r\n\nnowhere",
            Items = "A\r\n\n　B　\n",
        };
        var items = draft.ToOrder(s_units, UnitScope.Everything, s_today).Items;
        Assert.Equal([.. "A B".Split(' ').SelectMany(name => codes.Split(' ').Select(code => new ItemOrder(code, name)))], items);
    }

    [Fact]
    public void Line_WithACodeAndATab_IsForThatUnitAlone()
    {
        var draft = new PhaseDraft { To = Recipients.Streets, Items = "350103001001\tC" };
        Assert.Equal([new(SampleData.Community, "C")], draft.ToOrder(s_units, UnitScope.Everything, s_today).Items);
    }

    [Fact]
    public void Items_OutsideTheScope_AreNotProposed()
    {
        var draft = new PhaseDraft { To = Recipients.Communities, Items = "C" };
        var scope = UnitScope.Below(SampleData.OtherStreetId);
        Assert.Equal([new(SampleData.OtherCommunity, "C")], draft.ToOrder(s_units, scope, s_today).Items);
    }

    [Fact]
    public void Items_OfAHugePaste_AreNotAllMade()
    {
        var draft = new PhaseDraft { To = Recipients.Communities, Items = string.Join('\n', Enumerable.Range(0, 200_000)) };
        var items = draft.ToOrder(s_units, UnitScope.Everything, s_today).Items;
        Assert.InRange(items.Count, CampaignOrder.MostItems + 1, CampaignOrder.MostItems + 10);
    }
}
