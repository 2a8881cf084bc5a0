using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Tests.Demonstration;
using static Portal.Tests.Reports.StreamSamples;

namespace Portal.Tests.Reports;

/// <summary>Sentences are correct for all figures.</summary>
public sealed class ReportSentencesTests
{
    [Theory]
    [InlineData("zh-CN", "2014年10月，台江区没有受理服务事项。")]
    [InlineData("en", "No case was accepted in 台江区 in October 2014.")]
    public void Headline_OfNothing_SaysSo(string language, string expected)
    {
        Assert.Equal(expected, Sentences(language, new(null, null, null)).Headline());
        Assert.Equal(expected, Sentences(language, new(Counted(0, 0), Counted(10, 5), null)).Headline());
    }

    [Fact]
    public void Headline_Rising_ComparesWithBoth() =>
        Assert.Equal(
            "2014年10月，台江区共受理服务事项200件（比上期增长100.0%，比上年同期增长300.0%）；已办结200件，办结率100%；当场（日）办结150件，即办率75.0%（比上期提高25.0个百分点，比上年同期提高15.0个百分点）。",
            Sentences("zh-CN", new(Counted(200, 150), Counted(100, 50), Counted(50, 30))).Headline()
        );

    [Fact]
    public void Headline_Falling_SaysFalling() =>
        Assert.Equal(
            "2014年10月，台江区共受理服务事项90件（比上期下降10.0%）；已办结90件，办结率100%；当场（日）办结30件，即办率33.3%（比上期下降16.7个百分点）。",
            Sentences("zh-CN", new(Counted(90, 30), Counted(100, 50), null)).Headline()
        );

    [Fact]
    public void Headline_Unmoved_SaysTheSame() =>
        Assert.Equal(
            "In October 2014, 台江区 accepted 100 cases (the same as the period before). 100 of them are closed, a completion ratio of 100%. "
                + "50 were closed on the day they came, an on-the-spot ratio of 50.0% (the same as the period before).",
            Sentences("en", new(Counted(100, 50), Counted(100, 50), null)).Headline()
        );

    [Fact]
    public void Headline_MovedLessThanShown_IsNotCalledAMove() =>
        Assert.Contains(
            "即办率50.0%（与上期持平）",
            Sentences("zh-CN", new(Counted(10_000, 5_004), Counted(10_000, 5_000), null)).Headline(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Headline_AfterNone_GivesNoPercentage() =>
        Assert.Contains(
            "受理服务事项5件（上期为零）",
            Sentences("zh-CN", new(Counted(5, 5), Counted(0, 0), null)).Headline(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Headline_OfAppeals_HasTwoDecimals() =>
        Assert.Contains(
            "即办率70.46%",
            Sentences("zh-CN", new(Counted(14_695, 10_354), null, null), RecordStream.Appeals).Headline(),
            StringComparison.Ordinal
        );

    [Fact]
    public void Punctuality_TellsOfNoneSomeAndThoseStillOpen()
    {
        Assert.Equal("有办理时限的10件均未逾期。", Sentences("zh-CN", new(Due(10, 0, 0), null, null)).Punctuality());
        Assert.Equal("有办理时限的10件中，逾期2件，逾期率20.0%。", Sentences("zh-CN", new(Due(10, 2, 0), null, null)).Punctuality());
        Assert.Equal(
            "有办理时限的10件中，逾期2件，逾期率20.0%。其中1件至今未办结。",
            Sentences("zh-CN", new(Due(10, 2, 1), null, null)).Punctuality()
        );
        Assert.Equal(
            "有办理时限的10件中，逾期2件，逾期率20.0%。2件至今未办结。",
            Sentences("zh-CN", new(Due(10, 2, 2), null, null)).Punctuality()
        );
        Assert.Equal(
            "Of the 10 with a time limit, 1 is overdue, 10.0%. It is still open.",
            Sentences("en", new(Due(10, 1, 1), null, null)).Punctuality()
        );
        Assert.Equal("", Sentences("zh-CN", new(Due(0, 0, 0), null, null)).Punctuality());
    }

    /// <summary>“2 overdue, 0.0%” and “100.0% on the spot” with one exception would puzzle readers.</summary>
    [Fact]
    public void Shares_ThatRoundToNoneOrAll_SaySo()
    {
        Assert.Equal(
            "有办理时限的5,729件中，逾期2件，逾期率不足0.1%。",
            Sentences("zh-CN", new(Due(5_729, 2, 0), null, null)).Punctuality()
        );
        Assert.Equal(
            "Of the 5,729 with a time limit, 3 are overdue, 0.1%.",
            Sentences("en", new(Due(5_729, 3, 0), null, null)).Punctuality()
        );
        Assert.Contains(
            "即办率超过99.9%。",
            Sentences("zh-CN", new(Counted(10_000, 9_999), null, null)).Headline(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "即办率超过99.99%。",
            Sentences("zh-CN", new(Counted(100_000, 99_999), null, null), RecordStream.Appeals).Headline(),
            StringComparison.Ordinal
        );
        Assert.Contains(
            "ratio of less than 0.1%.",
            Sentences("en", new(Counted(10_000, 1), null, null)).Headline(),
            StringComparison.Ordinal
        );
        Assert.Contains("即办率0%。", Sentences("zh-CN", new(Counted(10_000, 0), null, null)).Headline(), StringComparison.Ordinal);
        Assert.Contains("即办率100%。", Sentences("zh-CN", new(Counted(10_000, 10_000), null, null)).Headline(), StringComparison.Ordinal);
    }

    [Fact]
    public void TimeUsed_OverTheLaw_IsNotCalledCompression()
    {
        Assert.Equal(
            "已办结件的实际用时合计为法定时限的30.0%，即压缩了70.0%。",
            Sentences("zh-CN", new(Timed(3, 10), null, null)).TimeUsed()
        );
        Assert.Equal(
            "已办结件的实际用时合计为法定时限的150.0%，超过了法定时限。",
            Sentences("zh-CN", new(Timed(15, 10), null, null)).TimeUsed()
        );
        Assert.Equal("", Sentences("zh-CN", new(Counted(1, 1), null, null)).TimeUsed());
    }

    [Theory]
    [InlineData("zh-CN", 3, "已办结件的实际用时合计为法定时限的30.0%（比上期提高10.0个百分点），即压缩了70.0%。")]
    [InlineData("zh-CN", 15, "已办结件的实际用时合计为法定时限的150.0%（比上期提高130.0个百分点），超过了法定时限。")]
    [InlineData(
        "en",
        3,
        "Closed cases used 30.0% of their statutory time (10.0 points more than the period before), 70.0% less than the law allows."
    )]
    [InlineData(
        "en",
        15,
        "Closed cases used 150.0% of their statutory time (130.0 points more than the period before), more than the law allows."
    )]
    public void TimeUsed_Moved_SaysOfWhatItMoved(string language, long used, string expected) =>
        Assert.Equal(expected, Sentences(language, new(Timed(used, 10), Timed(2, 10), null)).TimeUsed());

    [Theory]
    [InlineData("zh-CN", "2014年10月，台江区还没有可通报的服务事项：月报未报2份，未审核1份。")]
    [InlineData(
        "en",
        "There is nothing to tell yet of cases in 台江区 in October 2014: 2 monthly sheets are not in and 1 is in and not approved."
    )]
    public void Headline_OfMonthsNobodyReported_IsNotCalledNone(string language, string expected)
    {
        var sentences = Sentences(language, new(null, null, null), reported: State(missing: 2, pending: 1));
        Assert.Equal(expected, sentences.Headline());
        Assert.Equal("", sentences.Summary() + sentences.Incomplete());
    }

    [Fact]
    public void Incomplete_SaysWhatIsLeftOut_AndWhichComparisonsSayLittle()
    {
        var falling = new Compared(Counted(5, 5), Counted(10, 5), null);

        Assert.Equal("", Sentences("zh-CN", falling).Incomplete());
        Assert.Equal(
            "另有月报未报2份，没有计入。因本期的月报不完整，有关比较仅供参考。",
            Sentences("zh-CN", falling, reported: State(2, 0)).Incomplete()
        );
        Assert.Equal(
            "Not counted: 1 monthly sheet is not in. The monthly figures of this period are incomplete, so comparisons say little.",
            Sentences("en", falling, reported: State(1, 0)).Incomplete()
        );
        Assert.Equal(
            "因上期的月报不完整，有关比较仅供参考。",
            Sentences("zh-CN", falling, reported: State(0, 0), before: State(0, 3)).Incomplete()
        );
        Assert.Equal(
            "另有月报未审核1份，没有计入。",
            Sentences("zh-CN", new(Counted(5, 5), null, null), reported: State(0, 1), before: State(1, 0)).Incomplete()
        );
    }

    [Fact]
    public void Rest_OfAPeriodInWhichNothingCame_TellsWhatWasClosed() =>
        Assert.Equal(
            "期内办结以前受理的3件。截至2014年10月31日，累计未办结4件。",
            Sentences("zh-CN", new(new() { ClosedInPeriod = new(3, 3, 0, 0), Backlog = 4 }, null, null)).Rest()
        );

    [Theory]
    [InlineData("zh-CN", "其中，网上6件，窗口3件，未注明渠道1件。网上中当场（日）办结6件，占100%。")]
    [InlineData(
        "en",
        "They came online (6), at the window (3) and in a way not stated (1). Of those that came online, 6 were closed on the day, 100%."
    )]
    public void Channels_ThatAreNotStated_AreToldToo(string language, string expected)
    {
        PartData[] channels = [Part("", 1), Part("window", 3), Part("online", 6)];
        Assert.Equal(expected, Sentences(language, new(Counted(10, 10), null, null), channels: channels).Channels());
        Assert.Equal("", Sentences(language, new(Counted(1, 1), null, null), channels: [Part("", 1)]).Channels());
    }

    [Theory]
    [InlineData(
        1,
        "In October 2014, 台江区 accepted 1 case. 1 of them is closed, a completion ratio of 100%. "
            + "1 was closed on the day they came, an on-the-spot ratio of 100%."
    )]
    [InlineData(
        1_001,
        "In October 2014, 台江区 accepted 1,001 cases. 1,001 of them are closed, a completion ratio of 100%. "
            + "1,001 were closed on the day they came, an on-the-spot ratio of 100%."
    )]
    public void Headline_InEnglish_CountsOneAsOne(long count, string expected) =>
        Assert.Equal(expected, Sentences("en", new(Counted(count, count), null, null)).Headline());

    [Fact]
    public void Satisfaction_WithoutARating_IsNotSatisfaction() =>
        Assert.Equal("没有收到评价。", Sentences("zh-CN", new(Counted(1, 1), null, null)).Satisfaction());

    [Fact]
    public void Extremes_OfOneOfTiesAndOfAllAlike()
    {
        var sentences = Sentences("zh-CN", new(Counted(1, 1), null, null));

        Assert.Equal("各街道中仅甲有办件，即办率50.0%。", sentences.Extremes(Group(("甲", 10, 5), ("乙", 0, 0))));
        Assert.Equal("有办件的2个街道即办率均为50.0%。", sentences.Extremes(Group(("甲", 10, 5), ("乙", 20, 10))));
        Assert.Equal(
            "各街道中，即办率最高的是甲和乙（100%），最低的是丙（0%）。",
            sentences.Extremes(Group(("甲", 1, 1), ("乙", 2, 2), ("丙", 3, 0)))
        );
        Assert.Equal(
            "各街道中，即办率最高的是甲、乙和丙等4个（100%），最低的是戊（0%）。",
            sentences.Extremes(Group(("甲", 1, 1), ("乙", 2, 2), ("丙", 3, 3), ("丁", 3, 3), ("戊", 3, 0)))
        );
        Assert.Equal("", sentences.Extremes(Group(("甲", 0, 0))));
    }

    [Theory]
    [InlineData("2014-10", null, "2014年10月", "October 2014")]
    [InlineData("2014-10", "2014-01", "2014年1—10月", "January–October 2014")]
    [InlineData("2014-12", "2014-01", "2014年", "2014")]
    [InlineData("2014-09", "2014-07", "2014年第三季度", "Q3 2014")]
    [InlineData("2015-02", "2014-11", "2014年11月至2015年2月", "November 2014 – February 2015")]
    [InlineData("2014-06", "2014-05", "2014年5—6月", "May–June 2014")]
    public void Period_IsCalledAsOneCallsIt(string month, string? from, string chinese, string english)
    {
        var key = ReportKey.TryCreate("350103", month, from)!;
        Assert.Equal((chinese, english), (Words("zh-CN").Period(key), Words("en").Period(key)));
    }

    [Theory]
    [InlineData("2014-13", null)]
    [InlineData("2014-10", "2014-11")]
    [InlineData("2014-10", "2013-10")]
    [InlineData("0001-01", null)]
    [InlineData(null, null)]
    public void Key_OfNoPeriod_IsNone(string? month, string? from) => Assert.Null(ReportKey.TryCreate("350103", month, from));
}
