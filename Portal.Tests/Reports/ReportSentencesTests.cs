using System.Globalization;
using Portal.Domain.Metrics;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports;
using Portal.Domain.Reports.Data;
using Portal.Domain.Reports.Wording;

namespace Portal.Tests.Reports;

/// <summary>Sentences are right whatever the figures are.</summary>
public sealed class ReportSentencesTests
{
    private static readonly ReportKey s_october = new("350103", new(2014, 10, 1), new(2014, 10, 1));

    [Theory]
    [InlineData("zh-CN", "2014年10月，台江区没有受理服务事项。")]
    [InlineData("en", "No case was accepted in 台江区 in October 2014.")]
    public void Headline_OfNothing_SaysSo(string language, string expected)
    {
        Assert.Equal(expected, Sentences(language, new(null, null, null)).Headline());
        Assert.Equal(expected, Sentences(language, new(Figures(0, 0), Figures(10, 5), null)).Headline());
    }

    [Fact]
    public void Headline_Rising_ComparesWithBoth() => Assert.Equal(
        "2014年10月，台江区共受理服务事项200件（比上期增长100.0%，比上年同期增长300.0%）；已办结200件，办结率100%；当场（日）办结150件，即办率75.0%（比上期提高25.0个百分点，比上年同期提高15.0个百分点）。",
        Sentences("zh-CN", new(Figures(200, 150), Figures(100, 50), Figures(50, 30))).Headline());

    [Fact]
    public void Headline_Falling_SaysFalling() => Assert.Equal(
        "2014年10月，台江区共受理服务事项90件（比上期下降10.0%）；已办结90件，办结率100%；当场（日）办结30件，即办率33.3%（比上期下降16.7个百分点）。",
        Sentences("zh-CN", new(Figures(90, 30), Figures(100, 50), null)).Headline());

    [Fact]
    public void Headline_Unmoved_SaysTheSame() => Assert.Equal(
        "In October 2014, 台江区 accepted 100 cases (the same as the period before). 100 of them are closed, a completion ratio of 100%. "
        + "50 were closed on the day they came, an on-the-spot ratio of 50.0% (the same as the period before).",
        Sentences("en", new(Figures(100, 50), Figures(100, 50), null)).Headline());

    [Fact]
    public void Headline_MovedLessThanShown_IsNotCalledAMove() =>
        Assert.Contains("即办率50.0%（与上期持平）", Sentences("zh-CN", new(Figures(10_000, 5_004), Figures(10_000, 5_000), null)).Headline(), StringComparison.Ordinal);

    [Fact]
    public void Headline_AfterNone_GivesNoPercentage() =>
        Assert.Contains("受理服务事项5件（上期为零）", Sentences("zh-CN", new(Figures(5, 5), Figures(0, 0), null)).Headline(), StringComparison.Ordinal);

    [Fact]
    public void Headline_OfAppeals_HasTwoDecimals() =>
        Assert.Contains("即办率70.46%", Sentences("zh-CN", new(Figures(14_695, 10_354), null, null), RecordStream.Appeals).Headline(), StringComparison.Ordinal);

    [Fact]
    public void Punctuality_TellsOfNoneSomeAndThoseStillOpen()
    {
        Assert.Equal("有办理时限的10件均未逾期。", Sentences("zh-CN", new(Due(10, 0, 0), null, null)).Punctuality());
        Assert.Equal("有办理时限的10件中，逾期2件，逾期率20.0%。", Sentences("zh-CN", new(Due(10, 2, 0), null, null)).Punctuality());
        Assert.Equal("有办理时限的10件中，逾期2件，逾期率20.0%。其中1件至今未办结。", Sentences("zh-CN", new(Due(10, 2, 1), null, null)).Punctuality());
        Assert.Equal("", Sentences("zh-CN", new(Due(0, 0, 0), null, null)).Punctuality());
    }

    [Fact]
    public void TimeUsed_OverTheLaw_IsNotCalledCompression()
    {
        Assert.Equal("已办结件的实际用时合计为法定时限的30.0%，即压缩了70.0%。", Sentences("zh-CN", new(Timed(3, 10), null, null)).TimeUsed());
        Assert.Equal("已办结件的实际用时合计为法定时限的150.0%，超过了法定时限。", Sentences("zh-CN", new(Timed(15, 10), null, null)).TimeUsed());
        Assert.Equal("", Sentences("zh-CN", new(Figures(1, 1), null, null)).TimeUsed());
    }

    [Fact]
    public void Satisfaction_WithoutARating_IsNotSatisfaction() =>
        Assert.Equal("没有收到评价。", Sentences("zh-CN", new(Figures(1, 1), null, null)).Satisfaction());

    [Fact]
    public void Extremes_OfOneOfTiesAndOfAllAlike()
    {
        var sentences = Sentences("zh-CN", new(Figures(1, 1), null, null));

        Assert.Equal("各街道中仅甲有办件，即办率50.0%。", sentences.Extremes(Group(("甲", 10, 5), ("乙", 0, 0))));
        Assert.Equal("有办件的2个街道即办率均为50.0%。", sentences.Extremes(Group(("甲", 10, 5), ("乙", 20, 10))));
        Assert.Equal("各街道中，即办率最高的是甲和乙（100%），最低的是丙（0%）。", sentences.Extremes(Group(("甲", 1, 1), ("乙", 2, 2), ("丙", 3, 0))));
        Assert.Equal("各街道中，即办率最高的是甲、乙和丙等4个（100%），最低的是戊（0%）。", sentences.Extremes(Group(("甲", 1, 1), ("乙", 2, 2), ("丙", 3, 3), ("丁", 3, 3), ("戊", 3, 0))));
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

    private static ReportWords Words(string language) => new(CultureInfo.GetCultureInfo(language));

    private static FigureSet Of(Measures measures) => new() { Cohort = measures, Accepted = measures, ClosedInPeriod = measures };

    private static FigureSet Figures(long accepted, long onTheSpot) => Of(new() { Accepted = accepted, Closed = accepted, OnTheSpot = onTheSpot });

    private static FigureSet Due(long due, long overdue, long open) => Of(new() { Accepted = 10, Closed = 10 - open, Due = due, Overdue = overdue, OpenOverdue = open });

    private static FigureSet Timed(long used, long statutory) =>
        Of(new() { Accepted = 1, Closed = 1, Timed = 1, UsedMinutes = used * LimitRules.MinutesPerDay, StatutoryMinutes = statutory * LimitRules.MinutesPerDay });

    private static UnitGroupData Group(params (string Name, long Accepted, long OnTheSpot)[] units) =>
        new(UnitKind.Street, [.. units.Select(u => new PartData(u.Name, u.Name, new(u.Accepted == 0 ? null : Figures(u.Accepted, u.OnTheSpot), null, null)))]);

    private static StreamSentences Sentences(string language, Compared total, RecordStream stream = RecordStream.Cases)
    {
        var told = Stream(stream, total);
        return new(Words(language), new()
        {
            Key = s_october,
            UnitId = 1,
            UnitName = "台江区",
            UnitKind = UnitKind.District,
            IssuerName = "台江区",
            Units = UnitTree.Empty,
            Cases = told,
            Appeals = told,
            Centres = [],
            Catalogue = new([], new Dictionary<Portal.Domain.Catalogue.ItemKind, IReadOnlyList<string>>(), [], 0, 0, 0),
            Points = [],
            Sheets = [],
            Forms = [],
        }, told);
    }

    private static StreamData Stream(RecordStream stream, Compared total) => new()
    {
        Stream = stream,
        Total = total,
        Months = [],
        Groups = [],
        Departments = [],
        Items = [],
        Channels = [],
    };
}
