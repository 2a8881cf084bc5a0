using Portal.Domain.Metrics.Reading;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>
/// Real requests of another city, through profiles, against the counts that were taken from the same file by other means.
/// </summary>
[Needs(Resource.Database)]
public sealed class BostonTests : IClassFixture<BostonFixture>
{
    private readonly BostonFixture _boston;

    public BostonTests(BostonFixture boston) => _boston = boston;

    [Theory]
    [InlineData("boston-by-neighbourhood", MetricBy.None, "all")]
    [InlineData("boston-by-neighbourhood", MetricBy.Department, "department")]
    [InlineData("boston-by-neighbourhood", MetricBy.Unit, "area")]
    [InlineData("boston-by-neighbourhood", MetricBy.Channel, "channel")]
    [InlineData("boston-by-neighbourhood", MetricBy.Month, "month")]
    [InlineData("boston-by-ward", MetricBy.None, "all")]
    [InlineData("boston-by-ward", MetricBy.Unit, "ward")]
    [InlineData("boston-by-ward", MetricBy.Department, "department")]
    public async Task Requests_AsOfTheDayTheyWereFetched_ReproduceEveryCount(string profile, MetricBy by, string group)
    {
        var rows = await _boston.ReadAsync(profile, by);
        var figures = rows.ToDictionary(
            r => BostonFixture.TheirKey(r.Key),
            r => BostonFixture.Counts(r.Figures.Cohort),
            StringComparer.Ordinal
        );
        Assert.Equal(BostonFixture.Expected(group), figures.OrderBy(f => f.Key, StringComparer.Ordinal).Select(f => $"{f.Key}: {f.Value}"));
    }

    [Theory]
    [InlineData("boston-by-neighbourhood", "all")]
    [InlineData("boston-by-neighbourhood", "department")]
    [InlineData("boston-by-neighbourhood", "area")]
    [InlineData("boston-by-neighbourhood", "channel")]
    [InlineData("boston-by-neighbourhood", "month")]
    [InlineData("boston-by-ward", "ward")]
    public async Task Requests_ClosedWithATarget_AreThoseWithADueTime(string profile, string group) =>
        Assert.Equal(BostonFixture.ExpectedClosedWithTarget(group), await _boston.ClosedWithTargetAsync(profile, group));

    [Fact]
    public async Task Requests_InUtcInsteadOfLocalTime_WouldChangeTheSameDayVerdictOf108()
    {
        await using var utc = await BostonFixture.CreateAsync("boston-by-ward", TimeZoneInfo.Utc);
        var records = await BostonFixture.OnTheSpotAsync(utc);
        var local = await BostonFixture.OnTheSpotAsync(_boston.Database("boston-by-ward"));
        Assert.Equal(108, records.Count(r => r.Value != local[r.Key]));
    }

    [Fact]
    public async Task Requests_SentAgain_ChangeNothing()
    {
        var outcome = await BostonFixture.ImportAsync(_boston.Database("boston-by-ward"), "boston-by-ward");
        Assert.Equal((5_473, 5_473, 0), ((int)outcome.Result.Received, (int)outcome.Result.Unchanged, (int)outcome.Result.Rejected));
    }
}
