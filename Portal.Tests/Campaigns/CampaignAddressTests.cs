using Portal.Campaigns;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;

namespace Portal.Tests.Campaigns;

public sealed class CampaignAddressTests
{
    [Theory]
    [InlineData("/campaigns/3")]
    [InlineData("/campaigns/3?on=2014-10-31&unit=350103001&phase=2&state=overdue&item=77")]
    [InlineData("/campaigns/3?unit=%E5%90%8E%20%26")]
    public void Address_ReadAndWritten_IsTheSame(string address) => Assert.Equal(address, CampaignAddress.Parse("3", address).ToUri());

    [Theory]
    [InlineData("?on=soon&phase=-1&state=lost&item=x")]
    [InlineData("?on=9999-12-31&phase=99999999999&item=-5")]
    [InlineData("?unit=")]
    public void Address_WithWhatIsNoFilter_FiltersNothing(string query) =>
        Assert.Equal(new CampaignAddress(3), CampaignAddress.Parse("3", "/campaigns/3" + query));

    [Theory]
    [InlineData("x")]
    [InlineData("-1")]
    [InlineData("99999999999")]
    public void Number_ThatIsNone_IsZero(string number) => Assert.Equal(0, CampaignAddress.Parse(number, "/campaigns/x").Number);

    [Theory]
    [InlineData(ItemStage.All, null, false)]
    [InlineData(ItemStage.Open, ItemState.Open, false)]
    [InlineData(ItemStage.Overdue, null, true)]
    [InlineData(ItemStage.Reported, ItemState.Reported, false)]
    [InlineData(ItemStage.Done, ItemState.Done, false)]
    [InlineData(ItemStage.Dropped, ItemState.Dropped, false)]
    public void Stage_IsAFilter(ItemStage stage, ItemState? state, bool overdue) =>
        Assert.Equal(new ItemFilter(5, 2, state, overdue), new CampaignAddress(3, Phase: 2, Stage: stage).Filter(5));
}
