using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Tests.Intake;
using Portal.Tests.Records.Lists;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Records;

/// <summary>An explanation of a due time says what the rules did: the same time, and each day on the way there.</summary>
[Needs(Resource.Database)]
public sealed class LimitTraceTests(BostonFixture boston) : IClassFixture<BostonFixture>
{
    private readonly LimitRules _rules = new(ChinaCalendar.Working(), new DistrictTime(Shanghai, TimeProvider.System));

    [Fact]
    public void Days_OfALimitOverNationalDay_AreEachExplained()
    {
        var trace = _rules.Explain(Local(2014, 9, 26), Version(3), [new(new(2014, 9, 29), new(2014, 9, 29), "检验")], 1);

        Assert.Equal(LimitRule.Promised, trace.Rule);
        Assert.Equal((3, LimitUnit.WorkingDays, 1), (trace.Amount, trace.Unit, trace.ExtensionDays));
        Assert.Equal(
            [
                "2014-09-26 Accepted 0",
                "2014-09-27 Weekend 0",
                "2014-09-28 MakeUp 1", // Sunday, worked for National Day
                "2014-09-29 Suspended 1",
                "2014-09-30 Counted 2",
                "2014-10-01 Holiday 2",
                "2014-10-02 Holiday 2",
                "2014-10-03 Holiday 2",
                "2014-10-04 Holiday 2",
                "2014-10-05 Holiday 2",
                "2014-10-06 Holiday 2",
                "2014-10-07 Holiday 2",
                "2014-10-08 Counted 3",
                "2014-10-09 Counted 4",
            ],
            trace.Days.Select(d => $"{Days.ToText(d.Day)} {d.Kind} {d.Counted}")
        );
        Assert.Equal(_rules.DueAt(Local(2014, 9, 26), Version(3), [new(new(2014, 9, 29), new(2014, 9, 29))], 1), trace.Due);
    }

    [Fact]
    public void Days_OfALimitInHours_CountHoursAndSkipSuspendedDays()
    {
        var item = Version(30);
        item.LimitUnit = LimitUnit.Hours;

        var trace = _rules.Explain(Local(2014, 10, 3, 12), item, [new(new(2014, 10, 4), new(2014, 10, 4))], 0);

        Assert.Equal(
            ["2014-10-03 Counted 12", "2014-10-04 Suspended 12", "2014-10-05 Counted 30"],
            trace.Days.Select(d => $"{Days.ToText(d.Day)} {d.Kind} {d.Counted}")
        );
        Assert.Equal(Local(2014, 10, 5, 18), trace.Due!.Value.At);
    }

    [Fact]
    public void Rule_WithoutALimit_IsNone()
    {
        var trace = _rules.Explain(Local(2014, 10, 3), Version(null), [], 0);

        Assert.Equal(LimitRule.None, trace.Rule);
        Assert.Null(trace.Due);
        Assert.Empty(trace.Days);
    }

    [Fact]
    public void Day_OfAYearThatTheCalendarLacks_IsProvisional()
    {
        var trace = _rules.Explain(Local(2032, 1, 1), Version(1), [], 0);

        Assert.True(trace.Due!.Value.IsProvisional);
        Assert.True(trace.Days[^1].IsProvisional);
    }

    /// <summary>Real requests with the city's own verdict: the explanation gives the due time that is stored and judged by.</summary>
    [Theory]
    [InlineData("boston-by-neighbourhood")]
    [InlineData("boston-by-ward")]
    public async Task Explanation_OfEveryRealRequest_GivesItsStoredDueTime(string profile)
    {
        var checkedRecords = await CompareAsync(boston.Database(profile));

        Assert.Equal(5_473, checkedRecords);
    }

    [Fact]
    public async Task Explanation_OfRecordsWithEveryLimit_GivesTheirStoredDueTimes()
    {
        await using var database = await ListSamples.CreateAsync(TestStore.Usual, records: 400);

        Assert.Equal(500, await CompareAsync(database));
    }

    private static async Task<int> CompareAsync(TestDatabase database)
    {
        var reference = await database.Get<IReferenceReader>().GetAsync(TestContext.Current.CancellationToken);
        var derivation = new RecordDerivation(reference, database.Time);
        await using var db = database.Open();
        var (count, due) = (0, 0);
        foreach (var record in db.Records)
        {
            var trace = derivation.Explain(record);
            Assert.Equal(record.DueAt, trace.Due?.At);
            if (trace.Rule is LimitRule.Promised or LimitRule.Statutory && trace.Unit != LimitUnit.Hours)
                Assert.Equal(database.Time.EndOf(trace.Days[^1].Day), trace.Due!.Value.At);
            count++;
            due += trace.Due is null ? 0 : 1;
        }
        Assert.True(due > count / 4);
        return count;
    }

    private static ServiceItemVersion Version(int? promised) =>
        new()
        {
            Name = "item",
            Kind = ItemKind.Licence,
            PromisedLimit = promised,
        };
}
