using CsCheck;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Figures.Values;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

public sealed class ReportedFiguresTests
{
    // From a day, which monthly figures do not know.
    private static readonly MetricName[] s_untold = [MetricName.ZeroOverdueDays];

    private static readonly DateOnly s_october = FullForm.October;
    private static readonly DateOnly s_september = new(2014, 9, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task SameMonthsAsRecordsAndAsFigures_GiveTheSameMetrics(DatabaseKind kind)
    {
        await using var counted = await TestDatabase.CreateSeededAsync(kind);
        await using var reported = await TestDatabase.CreateSeededAsync(kind);
        foreach (var database in new[] { counted, reported })
            await database.AddFullFormAsync();
        foreach (var unit in new[] { SampleData.Community, SampleData.OtherCommunity })
            await ReportFromAsync(reported, unit, s_september);

        var inputs = CaseInputs(300).Array[900].Single();
        foreach (var database in new[] { counted, reported })
        {
            Assert.Empty((await database.SendCasesAsync(inputs)).Errors);
            await database.Get<OverdueFlagger>().FlagAsync(Token);
            await database.Get<MetricsFolder>().FoldAllAsync(Token);
        }
        foreach (var unit in new[] { SampleData.CommunityId, SampleData.OtherCommunityId })
        {
            foreach (var month in new[] { s_september, s_october })
                await ReportAsync(reported, unit, month, await CountAsync(counted, unit, month));
        }
        await reported.Get<MetricsFolder>().FoldAllAsync(Token);

        foreach (var query in Queries())
        {
            var (expected, found) = (await counted.ReadAsync(query), await reported.ReadAsync(query));
            Assert.NotEmpty(expected);
            Assert.Equal(Values(expected), Values(found));
        }
        Assert.Empty(await reported.Get<MetricsAudit>().VerifyAsync(Token));
    }

    [Theory, Databases]
    public async Task Source_SetBackAndForth_CountsEachMonthOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync();
        await database.SendCasesAsync([.. CaseInputs(40).Array[200].Single()]);
        await database.Get<OverdueFlagger>().FlagAsync(Token);
        await database.TypeAsync(FullForm.Office, FullForm.Key(), ("accepted", "1000"), ("closed", "900"), ("closedInMonth", "950"));
        await database.ApproveAsync(FullForm.Key());
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
        var records = await AcceptedAsync(database);
        Assert.InRange(records, 1, 999);

        await ReportFromAsync(database, SampleData.Community, s_october);
        Assert.Equal(1000, await AcceptedAsync(database));
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));

        await SetSourceAsync(database, SampleData.Community, s_october, FigureSource.Records);
        Assert.Equal(records, await AcceptedAsync(database));
        await SetSourceAsync(database, SampleData.Community, s_october, FigureSource.Records); // no change
        Assert.Equal(records, await AcceptedAsync(database));
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));
    }

    [Theory, Databases]
    public async Task Approval_OfAnAmendment_ReplacesWhatCounted(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync();
        await ReportFromAsync(database, SampleData.Community, s_october);
        await database.TypeAsync(FullForm.Office, FullForm.Key(), ("accepted", "10"));
        Assert.Equal(0, await AcceptedAsync(database));
        await database.ApproveAsync(FullForm.Key());
        Assert.Equal(10, await AcceptedAsync(database));

        await database.Get<SheetMoves>().AmendAsync(FullForm.Office, FullForm.Key(), "更正", Token).DoneAsync();
        await database.TypeAsync(FullForm.Office, FullForm.Key(), ("accepted", "12"));
        Assert.Equal(10, await AcceptedAsync(database)); // the approved figures count until the new ones are approved
        var before = database.Time.Now;
        database.Clock.Advance(TimeSpan.FromDays(1));
        await database.ApproveAsync(FullForm.Key());
        Assert.Equal(12, await AcceptedAsync(database));
        Assert.Equal(10, (await database.FiguresAsync(District(s_october) with { AsOf = before })).Cohort.Accepted);
        Assert.Equal(12, (await database.FiguresAsync(District(s_october) with { AsOf = database.Time.Now })).Cohort.Accepted);
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));
        await database.Get<MetricsAudit>().RebuildAsync(Token);
        Assert.Equal(12, await AcceptedAsync(database));
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task ReportedMonth_IsNotADay_ButBelongsToItsMonthInEveryCut()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.AddFullFormAsync();
        await ReportFromAsync(database, SampleData.Community, s_october);
        await database.TypeAsync(FullForm.Office, FullForm.Key(), ("accepted", "10"), ("closed", "10"));
        await database.ApproveAsync(FullForm.Key());
        await database.Get<MetricsFolder>().FoldAllAsync(Token);

        Assert.Empty(await database.ReadAsync(District(s_october) with { By = MetricBy.Day }));
        var late = await database.FiguresAsync(District(s_october) with { Period = new(new(2014, 10, 20), new(2014, 10, 31)) });
        var early = await database.FiguresAsync(District(s_october) with { Period = new(new(2014, 10, 1), new(2014, 10, 30)) });
        Assert.Equal((10, 0), (late.Cohort.Accepted, early.Cohort.Accepted));
        foreach (var by in new[] { MetricBy.Item, MetricBy.Department, MetricBy.Channel, MetricBy.Month, MetricBy.Unit })
        {
            Assert.Equal(10, (await database.ReadAsync(District(s_october) with { By = by })).Sum(r => r.Figures.Cohort.Accepted));
        }
    }

    [Theory, Databases]
    public async Task ApproveWhileRecordsCome_NothingCountsTwice(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync();
        await database.TypeAsync(FullForm.Office, FullForm.Key(), ("accepted", "7"));
        var batches = CaseInputs(10).Array[30].Array[6].Single();

        await Task.WhenAll(
            Task.Run(() => database.ApproveAsync(FullForm.Key()), Token),
            Task.Run(
                async () =>
                {
                    foreach (var batch in batches)
                        await database.SendCasesAsync(batch);
                },
                Token
            ),
            Task.Run(
                async () =>
                {
                    for (var i = 0; i < 4; i++)
                        await SetSourceAsync(
                            database,
                            SampleData.Community,
                            s_october,
                            i % 2 == 0 ? FigureSource.Reported : FigureSource.Records
                        );
                },
                Token
            )
        );

        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));
    }

    private static async Task ReportFromAsync(TestDatabase database, string unit, DateOnly month) =>
        await SetSourceAsync(database, unit, month, FigureSource.Reported);

    private static async Task SetSourceAsync(TestDatabase database, string unit, DateOnly month, FigureSource source)
    {
        Assert.True(await database.Get<SourcesOfRecord>().SetAsync(Actor.System, unit, RecordStream.Cases, month, source, Token));
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
    }

    private static async Task<long> AcceptedAsync(TestDatabase database)
    {
        await database.Get<MetricsFolder>().FoldAllAsync(Token);
        return (await database.FiguresAsync(District(s_october) with { UnitId = SampleData.CommunityId })).Cohort.Accepted;
    }

    private static MetricQuery District(DateOnly month) =>
        new() { UnitId = SampleData.DistrictId, Period = new(month, Days.MonthEnd(month)) };

    private static IEnumerable<MetricQuery> Queries()
    {
        var period = new MetricPeriod(s_september, Days.MonthEnd(s_october));
        foreach (var unit in new[] { SampleData.DistrictId, SampleData.StreetId, SampleData.CommunityId })
        {
            foreach (var by in new[] { MetricBy.None, MetricBy.Month })
                yield return new()
                {
                    UnitId = unit,
                    Period = period,
                    By = by,
                };
        }
        yield return new()
        {
            UnitId = SampleData.DistrictId,
            Period = period,
            By = MetricBy.Unit,
        };
        yield return new()
        {
            UnitId = SampleData.StreetId,
            Period = period,
            By = MetricBy.Unit,
        };
    }

    private static List<string> Values(IEnumerable<MetricRow> rows) =>
        [
            .. rows.SelectMany(row =>
                Enum.GetValues<MetricName>()
                    .Except(s_untold)
                    .Select(name => $"{row.UnitCode} {row.Key} {name} {MetricFormulas.Of(name, row.Figures)}")
            ),
        ];

    /// <summary>What a clerk would count: the measures of a unit's own records of a month.</summary>
    private static async Task<Dictionary<FigureMeasure, decimal>> CountAsync(TestDatabase database, int unitId, DateOnly month)
    {
        var figures = await database.FiguresAsync(District(month) with { UnitId = unitId });
        var m = figures.Cohort;
        return new()
        {
            [FigureMeasure.Accepted] = m.Accepted,
            [FigureMeasure.Closed] = m.Closed,
            [FigureMeasure.OnTheSpot] = m.OnTheSpot,
            [FigureMeasure.Due] = m.Due,
            [FigureMeasure.Overdue] = m.Overdue,
            [FigureMeasure.OpenOverdue] = m.OpenOverdue,
            [FigureMeasure.Timed] = m.Timed,
            [FigureMeasure.UsedDays] = decimal.Round((decimal)m.UsedMinutes / LimitRules.MinutesPerDay, 4),
            [FigureMeasure.StatutoryDays] = decimal.Round((decimal)m.StatutoryMinutes / LimitRules.MinutesPerDay, 4),
            [FigureMeasure.Rated1] = m.Rated1,
            [FigureMeasure.Rated2] = m.Rated2,
            [FigureMeasure.Rated3] = m.Rated3,
            [FigureMeasure.Rated4] = m.Rated4,
            [FigureMeasure.Rated5] = m.Rated5,
            [FigureMeasure.Withdrawn] = m.Withdrawn,
            [FigureMeasure.NotAccepted] = m.NotAccepted,
            [FigureMeasure.ClosedInMonth] = figures.ClosedInPeriod.Closed,
        };
    }

    private static async Task ReportAsync(TestDatabase database, int unitId, DateOnly month, Dictionary<FigureMeasure, decimal> counted)
    {
        var key = FullForm.Key(unitId == SampleData.CommunityId ? SampleData.Community : SampleData.OtherCommunity, month);
        await database.TypeAsync(
            FullForm.Office,
            key,
            [.. counted.Select(c => (FullForm.Name(c.Key), FigureValue.Of(c.Value).ToString()))]
        );
        await database.ApproveAsync(key);
    }

    private static Gen<T> Among<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    /// <summary>Cases of September and October with every kind of end.</summary>
    private static Gen<RecordInput> CaseInputs(int cases) =>
        from number in Gen.Int[1, cases]
        from unit in Among(SampleData.Community, SampleData.Community, SampleData.OtherCommunity, SampleData.OtherStreet)
        from item in Among(SampleData.Licence, SampleData.InstantItem, SampleData.HourItem, SampleData.UnlimitedItem)
        from day in Gen.Int[0, 55]
        from open in Gen.Int[0, 9]
        from took in Gen.Int[0, 30]
        from outcome in Among(
            CaseOutcome.Completed,
            CaseOutcome.Completed,
            CaseOutcome.Granted,
            CaseOutcome.Withdrawn,
            CaseOutcome.NotAccepted
        )
        from grade in Gen.Int[0, 5]
        let accepted = SampleData.Local(2014, 9, 1).AddDays(day)
        let closed = accepted.AddHours(took * 5)
        let isOpen = open == 0 || closed > SampleData.Now
        select SampleData.Input($"{number}") with
        {
            UnitCode = unit,
            ItemCode = item,
            AcceptedAt = accepted,
            ClosedAt = isOpen ? null : closed,
            Outcome = isOpen ? null : outcome,
            Satisfaction = isOpen || grade == 0 ? null : (byte)grade,
        };
}
