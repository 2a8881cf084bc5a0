using Portal.Domain.Access;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Campaigns;

/// <summary>Every move in every state, on the campaign and its items themselves.</summary>
public sealed class CampaignRulesTests
{
    private static readonly DateTimeOffset s_now = SampleData.Now;
    private static readonly Actor s_clerk = Actors.Of("clerk", Role.Clerk, SampleData.StreetId);
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    [Theory]
    [InlineData(ItemState.Open, null, "item.notReported", "item.notReported", "item.notDone", null)]
    [InlineData(ItemState.Reported, "item.notOpen", null, null, "item.notDone", null)]
    [InlineData(ItemState.Done, "item.notOpen", "item.notReported", "item.notReported", null, "item.notOpen")]
    [InlineData(ItemState.Dropped, "item.notOpen", "item.notReported", "item.notReported", "item.notDone", "item.notOpen")]
    public void Moves_OfEachStateOfAnItem_AreTakenOrRefused(
        ItemState state,
        string? report,
        string? confirm,
        string? sendBack,
        string? reopen,
        string? drop
    )
    {
        Assert.Equal(report, Try(state, (c, i) => i.Report(c, 1, "", s_clerk, s_now)));
        Assert.Equal(confirm, Try(state, (c, i) => i.Confirm(c, i.Revision, s_office, s_now)));
        Assert.Equal(sendBack, Try(state, (c, i) => i.SendBack(c, i.Revision, "未同步", s_office, s_now)));
        Assert.Equal(reopen, Try(state, (c, i) => i.Reopen(c, i.Revision, "复查发现", s_office, s_now)));
        Assert.Equal(drop, Try(state, (c, i) => i.Drop(c, i.Revision, "事项已取消", s_office, s_now)));
    }

    [Theory]
    [InlineData(CampaignState.Closed)]
    [InlineData(CampaignState.Withdrawn)]
    public void Moves_AfterTheEnd_AreRefused(CampaignState end)
    {
        foreach (var state in Enum.GetValues<ItemState>())
        {
            Assert.Equal("campaign.ended", Try(state, (c, i) => i.Report(c, 1, "", s_clerk, s_now), end));
            Assert.Equal("campaign.ended", Try(state, (c, i) => i.Confirm(c, i.Revision, s_office, s_now), end));
            Assert.Equal("campaign.ended", Try(state, (c, i) => i.SendBack(c, i.Revision, "x", s_office, s_now), end));
            Assert.Equal("campaign.ended", Try(state, (c, i) => i.Reopen(c, i.Revision, "x", s_office, s_now), end));
            Assert.Equal("campaign.ended", Try(state, (c, i) => i.Drop(c, i.Revision, "x", s_office, s_now), end));
        }
        var campaign = Campaign(end);
        Assert.Same(CampaignRefusal.CampaignHasEnded, campaign.MoveDeadline(1, new(2014, 12, 1), 0, "x", s_office, s_now));
        Assert.Same(CampaignRefusal.CampaignHasEnded, campaign.Close(0, 0, "", s_office, s_now));
        Assert.Same(CampaignRefusal.CampaignHasEnded, campaign.Withdraw(0, "x", s_office, s_now));
    }

    [Fact]
    public void Decision_OnAnotherRevision_IsRefused()
    {
        Assert.Equal("item.changed", Try(ItemState.Reported, (c, i) => i.Confirm(c, i.Revision - 1, s_office, s_now)));
        Assert.Equal("item.changed", Try(ItemState.Reported, (c, i) => i.SendBack(c, i.Revision - 1, "x", s_office, s_now)));
        Assert.Equal("item.changed", Try(ItemState.Done, (c, i) => i.Reopen(c, i.Revision - 1, "x", s_office, s_now)));
        Assert.Equal("item.changed", Try(ItemState.Open, (c, i) => i.Drop(c, i.Revision - 1, "x", s_office, s_now)));
        Assert.Same(CampaignRefusal.CampaignHasChanged, Campaign().Close(0, 9, "", s_office, s_now));
        Assert.Same(CampaignRefusal.CampaignHasChanged, Campaign().Withdraw(9, "x", s_office, s_now));
    }

    [Theory]
    [InlineData(null, "text.required")]
    [InlineData(" \n", "text.required")]
    [InlineData("\0", "text.unprintable")]
    public void Decision_WithoutAReason_IsRefused(string? reason, string refusal)
    {
        Assert.Equal(refusal, Try(ItemState.Reported, (c, i) => i.SendBack(c, i.Revision, reason!, s_office, s_now)));
        Assert.Equal(refusal, Try(ItemState.Done, (c, i) => i.Reopen(c, i.Revision, reason!, s_office, s_now)));
        Assert.Equal(refusal, Try(ItemState.Open, (c, i) => i.Drop(c, i.Revision, reason!, s_office, s_now)));
        Assert.Equal(refusal, Campaign().Withdraw(0, reason!, s_office, s_now)?.Code);
        Assert.Equal(refusal, Campaign().MoveDeadline(1, new(2014, 12, 1), 0, reason!, s_office, s_now)?.Code);
    }

    [Theory]
    [InlineData("兜底条款", null, "count.required")]
    [InlineData("兜底条款", -1, "count.required")]
    [InlineData("兜底条款", CampaignItem.MostCounted + 1, "count.required")]
    [InlineData("兜底条款", 0, null)]
    [InlineData("兜底条款", CampaignItem.MostCounted, null)]
    [InlineData(null, 0, "count.needless")]
    [InlineData(null, null, null)]
    public void Report_TellsANumber_WhereSomethingIsCounted(string? counted, int? cleared, string? refusal)
    {
        var campaign = Campaign();
        campaign.Counted = counted;
        Assert.Equal(
            refusal,
            new CampaignItem { Name = "A" }
                .Report(campaign, cleared, "", s_clerk, s_now)
                ?.Code
        );
    }

    [Fact]
    public void Report_WithALongRemark_IsRefusedAndNotCut()
    {
        var remark = new string('长', CampaignTexts.TextLength + 1);
        Assert.Equal("text.tooLong", Try(ItemState.Open, (c, i) => i.Report(c, 1, remark, s_clerk, s_now)));
    }

    [Fact]
    public void SendBack_OfAReport_OpensTheItemAgain_AndKeepsBothSteps()
    {
        var (campaign, item) = (Campaign(), Item(ItemState.Open));
        Assert.Null(item.Report(campaign, 3, "已删除", s_clerk, s_now));
        Assert.Equal((ItemState.Reported, s_now, 3), (item.State, item.ReportedAt, item.Cleared));
        Assert.Null(item.SendBack(campaign, item.Revision, "网上未改", s_office, s_now));
        Assert.Equal((ItemState.Open, null, null), (item.State, item.ReportedAt, item.Cleared));
        Assert.Equal(
            [(CampaignAction.Reported, "clerk", "已删除", 7), (CampaignAction.SentBack, "office", "网上未改", 7)],
            campaign.Steps.Select(s => (s.Action, s.By, s.Text!, s.ItemId!.Value))
        );
        Assert.Equal(0, campaign.Revision); // moves of items do not make the campaign another one
    }

    [Fact]
    public void Close_WithOpenItems_IsRefused()
    {
        var campaign = Campaign();
        Assert.Same(CampaignRefusal.ItemsAreOpen, campaign.Close(1, 0, "", s_office, s_now));
        Assert.Equal((CampaignState.Running, 0), (campaign.State, campaign.Steps.Count));
        Assert.Null(campaign.Close(0, 0, "", s_office, s_now));
        Assert.Equal(CampaignState.Closed, campaign.State);
    }

    [Fact]
    public void Deadline_IsMovedWithBothDaysInTheHistory_AndNeverBeforeTheStart()
    {
        var campaign = Campaign();
        Assert.Same(CampaignRefusal.PhaseUnknown, campaign.MoveDeadline(2, new(2014, 12, 1), 0, "x", s_office, s_now));
        Assert.Same(CampaignRefusal.DeadlineBeforeStart, campaign.MoveDeadline(1, new(2014, 10, 26), 0, "x", s_office, s_now));
        Assert.Same(CampaignRefusal.DayIsTooFar, campaign.MoveDeadline(1, DateOnly.MaxValue, 0, "x", s_office, s_now));
        Assert.Same(CampaignRefusal.NothingChanges, campaign.MoveDeadline(1, new(2014, 10, 30), 0, "x", s_office, s_now));
        Assert.Null(campaign.MoveDeadline(1, new(2014, 11, 5), 0, "台风", s_office, s_now));
        Assert.Equal(new DateOnly(2014, 11, 5), campaign.DueOn);
        Assert.Equal("街道: 2014-10-30 → 2014-11-05\n台风", Assert.Single(campaign.Steps).Text);
    }

    private static Campaign Campaign(CampaignState state = CampaignState.Running) =>
        new()
        {
            Name = "清理",
            Purpose = "清理",
            Counted = "兜底条款",
            State = state,
            Phases =
            {
                new()
                {
                    Position = 1,
                    Name = "街道",
                    StartsOn = new(2014, 10, 27),
                    DueOn = new(2014, 10, 30),
                },
            },
        };

    private static CampaignItem Item(ItemState state) =>
        new()
        {
            Id = 7,
            Name = "A",
            State = state,
            Revision = 3,
        };

    /// <summary>The refusal's code, null when the move was taken; a refused move leaves the item as it was.</summary>
    private static string? Try(
        ItemState state,
        Func<Campaign, CampaignItem, Refusal?> move,
        CampaignState campaignState = CampaignState.Running
    )
    {
        var (campaign, item) = (Campaign(campaignState), Item(state));
        var refusal = move(campaign, item);
        Assert.Equal(refusal is null ? (4, 1) : (3, 0), (item.Revision, campaign.Steps.Count));
        Assert.Equal(refusal is not null, item.State == state);
        return refusal?.Code;
    }
}
