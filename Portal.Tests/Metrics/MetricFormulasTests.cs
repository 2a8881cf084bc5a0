using Portal.Domain.Metrics.Formulas;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Metrics;

public sealed class MetricFormulasTests
{
    private static readonly FigureSet s_figures = new()
    {
        Cohort = new()
        {
            Accepted = 200,
            Closed = 160,
            OnTheSpot = 100,
            Due = 150,
            Overdue = 3,
            Timed = 120,
            UsedMinutes = 90 * 1_440,
            StatutoryMinutes = 300 * 1_440,
            Rated1 = 1,
            Rated2 = 3,
            Rated3 = 6,
            Rated4 = 30,
            Rated5 = 40,
            Withdrawn = 5,
            NotAccepted = 7,
        },
        Accepted = new(200, 160, 0, 0),
        ClosedInPeriod = new(220, 220, 0, 0),
        Backlog = 44,
        PromisedMinutes = 30 * 1_440,
        PromisedStatutoryMinutes = 100 * 1_440,
        ZeroOverdueDays = 304,
        Stationed = (20, 27),
        Compliance = (50, 52),
        Completeness = (300, 312),
        Timeliness = (290, 310),
        Outcomes = new(
            Cards: 12,
            CardsDue: 10,
            CardsInTime: 9,
            Orders: 8,
            Rectified: 6,
            Items: 50,
            ItemsDone: 40,
            Reviews: 20,
            ReviewsMended: 13
        ),
    };

    [Theory]
    [InlineData(MetricName.CompletionRatio, 160, 200, 0.8)]
    [InlineData(MetricName.OnTheSpotRatio, 100, 200, 0.5)]
    [InlineData(MetricName.OverdueRatio, 3, 150, 0.02)]
    [InlineData(MetricName.TimeRatio, 90, 300, 0.3)]
    [InlineData(MetricName.PromisedTimeRatio, 30, 100, 0.3)]
    [InlineData(MetricName.SatisfactionRatio, 76, 80, 0.95)]
    [InlineData(MetricName.SatisfiedRatio, 70, 80, 0.875)]
    [InlineData(MetricName.RatedRatio, 80, 160, 0.5)]
    [InlineData(MetricName.FlowRatio, 220, 200, 1.1)]
    [InlineData(MetricName.CompliantRatio, 50, 52, null)]
    [InlineData(MetricName.StationedRatio, 20, 27, null)]
    [InlineData(MetricName.Completeness, 300, 312, null)]
    [InlineData(MetricName.Timeliness, 290, 310, null)]
    [InlineData(MetricName.CardsAnsweredRatio, 9, 10, 0.9)]
    [InlineData(MetricName.RectifiedRatio, 6, 8, 0.75)]
    [InlineData(MetricName.CampaignRatio, 40, 50, 0.8)]
    [InlineData(MetricName.ReviewsMendedRatio, 13, 20, 0.65)]
    public void Ratio_HasNumeratorDenominatorAndTheirQuotient(MetricName metric, int numerator, int denominator, double? value)
    {
        var actual = MetricFormulas.Of(metric, s_figures);
        Assert.Equal(((decimal?)numerator, (decimal?)denominator), (actual.Numerator, actual.Denominator));
        Assert.Equal(value is { } expected ? (decimal)expected : (decimal)numerator / denominator, actual.Value);
    }

    [Theory]
    [InlineData(MetricName.Accepted, 200)]
    [InlineData(MetricName.Closed, 160)]
    [InlineData(MetricName.Overdue, 3)]
    [InlineData(MetricName.Withdrawn, 5)]
    [InlineData(MetricName.NotAccepted, 7)]
    [InlineData(MetricName.Backlog, 44)]
    [InlineData(MetricName.ZeroOverdueDays, 304)]
    [InlineData(MetricName.CardsIssued, 12)]
    public void Count_HasNoDenominator(MetricName metric, int value) =>
        Assert.Equal(new MetricValue(value, value, null), MetricFormulas.Of(metric, s_figures));

    [Fact]
    public void EveryMetric_IsTestedAboveOrBelow_AndKnownToTheFormulas() =>
        Assert.All(Enum.GetValues<MetricName>(), metric => Assert.NotNull(MetricFormulas.Of(metric, s_figures).Value));

    [Theory]
    [InlineData(MetricName.CompletionRatio)]
    [InlineData(MetricName.OnTheSpotRatio)]
    [InlineData(MetricName.OverdueRatio)]
    [InlineData(MetricName.TimeRatio)]
    [InlineData(MetricName.PromisedTimeRatio)]
    [InlineData(MetricName.SatisfactionRatio)]
    [InlineData(MetricName.SatisfiedRatio)]
    [InlineData(MetricName.RatedRatio)]
    [InlineData(MetricName.FlowRatio)]
    [InlineData(MetricName.StationedRatio)]
    [InlineData(MetricName.Completeness)]
    [InlineData(MetricName.Timeliness)]
    [InlineData(MetricName.CardsAnsweredRatio)]
    [InlineData(MetricName.RectifiedRatio)]
    [InlineData(MetricName.CampaignRatio)]
    [InlineData(MetricName.ReviewsMendedRatio)]
    [InlineData(MetricName.CompliantRatio)]
    public void Ratio_WithoutDenominator_IsNullAndNeverZero(MetricName metric) =>
        Assert.Null(MetricFormulas.Of(metric, new FigureSet()).Value);

    [Fact]
    public void NotApplicable_IsNullAndNeverZero()
    {
        Assert.Equal(new MetricValue(null, null, null), MetricFormulas.Of(MetricName.ZeroOverdueDays, new FigureSet()));
        Assert.Equal(new MetricValue(null, null, null), MetricFormulas.Of(MetricName.StationedRatio, new FigureSet()));
    }

    [Fact]
    public void ZeroOfSomething_IsZeroAndNotNull() =>
        Assert.Equal(new MetricValue(0, 0, 8), MetricFormulas.Of(MetricName.OverdueRatio, new FigureSet { Cohort = new() { Due = 8 } }));

    [Fact]
    public void TimeRatio_OfTwoUnequalUnits_IsTheRatioOfSumsNotTheMeanOfRatios()
    {
        var slow = new Measures
        {
            Timed = 1,
            UsedMinutes = 36 * 1_440,
            StatutoryMinutes = 90 * 1_440,
        }; // 0.40
        var quick = new Measures
        {
            Timed = 1,
            UsedMinutes = 10 * 1_440,
            StatutoryMinutes = 10 * 1_440,
        }; // 1.00; the mean would be 0.70

        Assert.Equal(0.46m, MetricFormulas.Of(MetricName.TimeRatio, new FigureSet { Cohort = slow + quick }).Value);
    }
}
