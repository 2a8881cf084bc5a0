using Portal.Domain.Campaigns.Orders;
using Portal.Tests.Support;

namespace Portal.Tests.Campaigns;

/// <summary>A campaign of two phases over the sample's streets and communities.</summary>
internal static class SampleCampaign
{
    /// <summary>
    /// Phase 1 (27 to 30 October): items A and B of the first street, A of the other. Phase 2 (31 October to 10 November): one item of each
    /// community.
    /// </summary>
    public static CampaignOrder Order { get; } =
        new(
            "清理兜底条款",
            "纸质指南与网上指南同步整改。",
            "省、市效能办的要求",
            "兜底条款",
            [
                new(
                    "街道",
                    new(2014, 10, 27),
                    new(2014, 10, 30),
                    [new(SampleData.Street, "A"), new(SampleData.Street, "B"), new(SampleData.OtherStreet, "A")]
                ),
                new(
                    "社区",
                    new(2014, 10, 31),
                    new(2014, 11, 10),
                    [new(SampleData.Community, "C"), new(SampleData.SecondCommunity, "C"), new(SampleData.OtherCommunity, "C")]
                ),
            ]
        );

    /// <summary>A campaign of the first street alone, overdue since yesterday.</summary>
    public static CampaignOrder OfTheStreet(int items) =>
        new(
            "清理",
            "清理",
            Basis: null,
            "兜底条款",
            [
                new(
                    "街道",
                    new(2014, 10, 27),
                    new(2014, 10, 30),
                    [.. Enumerable.Range(1, items).Select(i => new ItemOrder(SampleData.Street, $"事项{i}"))]
                ),
            ]
        );
}
