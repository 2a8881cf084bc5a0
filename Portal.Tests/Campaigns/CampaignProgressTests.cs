using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Campaigns;

/// <summary>What is counted of a campaign at the end of a day.</summary>
public sealed class CampaignProgressTests
{
    private static readonly DistrictTime s_time = new(SampleData.Shanghai, TimeProvider.System);

    private static readonly Campaign s_campaign = new()
    {
        Name = "清理",
        Purpose = "清理",
        Phases = { Phase(1, new(2014, 10, 27), new(2014, 10, 30)), Phase(2, new(2014, 10, 31), new(2014, 11, 9)) },
    };

    private static readonly ItemFacts[] s_facts =
    [
        new(1, SampleData.StreetId, ItemState.Done, At(10, 28), At(10, 29), 2),
        new(1, SampleData.StreetId, ItemState.Done, At(10, 31), At(11, 3), 1), // late by a day
        new(1, SampleData.OtherStreetId, ItemState.Open, null, null, null),
        new(1, SampleData.OtherStreetId, ItemState.Dropped, null, null, null),
        new(2, SampleData.CommunityId, ItemState.Reported, At(11, 4), null, 5),
    ];

    [Theory]
    [InlineData("2014-10-27", 4, 0, 0, 0, 0, 0)]
    [InlineData("2014-10-28", 4, 0, 1, 0, 0, 2)]
    [InlineData("2014-10-29", 4, 1, 0, 0, 0, 2)]
    [InlineData("2014-10-30", 4, 1, 0, 0, 0, 2)] // the deadline itself is in time
    [InlineData("2014-10-31", 4, 1, 1, 1, 1, 3)]
    [InlineData("2014-11-03", 4, 2, 0, 1, 1, 3)]
    [InlineData("2014-11-04", 4, 2, 1, 1, 1, 8)]
    [InlineData("2014-12-31", 4, 2, 1, 1, 1, 8)]
    public void Totals_AtTheEndOfADay_KnowNothingOfLaterDays(
        string day,
        int items,
        int done,
        int reported,
        int overdue,
        int late,
        int cleared
    ) => Assert.Equal(new CampaignTotals(items, done, reported, overdue, late, cleared), On(day).Totals);

    [Fact]
    public void BurnDown_IsEvenUntilEachDeadline_AndKnowsNoDayToCome()
    {
        var points = On("2014-11-01").BurnDown().ToDictionary(p => Days.ToText(p.Day));

        Assert.Equal("2014-10-26", points.Keys.First());
        Assert.Equal("2014-11-09", points.Keys.Last());
        Assert.Equal((4m, 4, 4), Of("2014-10-26"));
        Assert.Equal(((3 * 0.75m) + 1, 4, 4), Of("2014-10-27"));
        Assert.Equal((1m, 3, 3), Of("2014-10-30"));
        Assert.Equal((0.9m, 2, 3), Of("2014-10-31"));
        Assert.Equal((0.7m, null, null), Of("2014-11-02"));
        Assert.Equal((0m, null, null), Of("2014-11-09"));

        (decimal, int?, int?) Of(string day) => (points[day].Target, points[day].NotReported, points[day].NotDone);
    }

    [Fact]
    public void BurnDown_OfALongCampaign_HasFewPoints_TheLastDayAmongThem()
    {
        var campaign = new Campaign
        {
            Name = "长",
            Purpose = "长",
            Phases = { Phase(1, new(2014, 1, 1), new(2016, 12, 31)) },
        };
        var points = new CampaignProgress(campaign, s_facts[..1], new(2014, 12, 31), s_time).BurnDown();

        Assert.InRange(points.Count, 100, 201);
        Assert.Equal((new DateOnly(2013, 12, 31), new DateOnly(2016, 12, 31)), (points[0].Day, points[^1].Day));
        Assert.Equal(points.Count, points.DistinctBy(p => p.Day).Count());
    }

    [Fact]
    public void BurnDown_ToTheLastDayThereIs_Ends()
    {
        var campaign = new Campaign
        {
            Name = "无期",
            Purpose = "无期",
            Phases = { Phase(1, new(2014, 1, 1), DateOnly.MaxValue) },
        };
        var points = new CampaignProgress(campaign, s_facts[..1], new(2014, 12, 31), s_time).BurnDown();
        Assert.Equal(DateOnly.MaxValue, points[^1].Day);
    }

    [Fact]
    public void Totals_WithoutItems_HaveNoShare() => Assert.Null(default(CampaignTotals).Ratio);

    private static CampaignProgress On(string day)
    {
        Assert.True(Days.TryParse(day, out var on));
        return new(s_campaign, s_facts, on, s_time);
    }

    private static DateTimeOffset At(int month, int day) => SampleData.Local(2014, month, day, 23, 59, 59);

    private static CampaignPhase Phase(int id, DateOnly from, DateOnly to) =>
        new()
        {
            Id = id,
            Position = id,
            Name = $"第{id}阶段",
            StartsOn = from,
            DueOn = to,
        };
}
