using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

public sealed class MetricsReaderTests
{
    private static readonly MetricPeriod s_october = new(new(2014, 10, 1), new(2014, 10, 31));

    private static MetricQuery District => new() { UnitId = SampleData.DistrictId, Period = s_october };

    [Theory, Databases]
    public async Task Read_PartsOfMonths_AddUpDaysAndMonths(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var days = new DateOnly[]
        {
            new(2014, 7, 14),
            new(2014, 7, 15),
            new(2014, 7, 31),
            new(2014, 8, 1),
            new(2014, 9, 30),
            new(2014, 10, 3),
            new(2014, 10, 4),
        };
        await database.SendCasesAsync([
            .. days.Select(
                (day, i) => SampleData.Input($"{i}") with { AcceptedAt = SampleData.Local(day.Year, day.Month, day.Day, 23, 59, 59) }
            ),
        ]);

        var period = new MetricPeriod(new(2014, 7, 15), new(2014, 10, 3));

        Assert.Equal(5, (await database.FiguresAsync(District with { Period = period })).Cohort.Accepted);
        var months = await database.ReadAsync(District with { Period = period, By = MetricBy.Month });
        Assert.Equal(
            [("2014-07", 2L), ("2014-08", 1L), ("2014-09", 1L), ("2014-10", 1L)],
            months.Select(m => (m.Key, m.Figures.Cohort.Accepted))
        );
        Assert.Equal(
            [1L, 1L, 2L, 3L],
            (await database.ReadAsync(District with { Period = new(new(2014, 7, 14), new(2014, 8, 1)), By = MetricBy.Day }))
                .Select(m => m.Figures.Backlog!.Value - 1)
                .Select((b, i) => i == 0 ? 1L : b)
        );
    }

    [Theory, Databases]
    public async Task Read_ByUnitItemChannelDepartment_PartsAddUpToTheWhole(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SendCasesAsync(
            SampleData.Input("1"),
            SampleData.Input("2") with
            {
                UnitCode = SampleData.OtherCommunity,
                ItemCode = SampleData.CalendarItem,
                Channel = Channel.Online,
            },
            SampleData.Input("3") with
            {
                UnitCode = SampleData.Street,
                ItemCode = SampleData.InstantItem,
                Channel = Channel.Phone,
            }
        );

        var units = await database.ReadAsync(District with { By = MetricBy.Unit });
        Assert.Equal([(SampleData.Street, 2L), (SampleData.OtherStreet, 1L)], units.Select(u => (u.Key, u.Figures.Cohort.Accepted)));
        Assert.Equal(
            [("online", 1L), ("phone", 1L), ("window", 1L)],
            (await database.ReadAsync(District with { By = MetricBy.Channel })).Select(r => (r.Key, r.Figures.Cohort.Accepted))
        );
        Assert.Equal(3, (await database.ReadAsync(District with { By = MetricBy.Item })).Sum(r => r.Figures.Cohort.Accepted));
        Assert.Equal(
            [(SampleData.Department, 2L), (SampleData.OtherDepartment, 1L)],
            (await database.ReadAsync(District with { By = MetricBy.Department })).Select(r => (r.Key, r.Figures.Cohort.Accepted))
        );
        Assert.Equal(1, (await database.FiguresAsync(District with { Channel = Channel.Online })).Cohort.Accepted);
    }

    [Theory, Databases]
    public async Task Read_AsOfBeforeClosing_StillOpenAndOverdue(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SendCasesAsync(
            SampleData.Input() with
            {
                DueAt = SampleData.Local(2014, 10, 10),
                ClosedAt = SampleData.Local(2014, 10, 13),
                Satisfaction = 4,
            }
        );

        var before = (await database.FiguresAsync(District with { AsOf = SampleData.Local(2014, 10, 9) })).Cohort;
        var late = (await database.FiguresAsync(District with { AsOf = SampleData.Local(2014, 10, 12) })).Cohort;
        var after = (await database.FiguresAsync(District)).Cohort;

        Assert.Equal((1, 0, 0, 0), (before.Accepted, before.Closed, before.Overdue, before.Rated));
        Assert.Equal((0, 1, 1), (late.Closed, late.Overdue, late.OpenOverdue));
        Assert.Equal((1, 1, 0, 1), (after.Closed, after.Overdue, after.OpenOverdue, after.Rated4));
    }

    [Theory, Databases]
    public async Task Read_BasisClosed_SpeaksOfWhatWasClosedInThePeriod(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SendCasesAsync(
            SampleData.Input("1") with
            {
                AcceptedAt = SampleData.Local(2014, 9, 30),
                ClosedAt = SampleData.Local(2014, 10, 8),
            },
            SampleData.Input("2") with
            {
                AcceptedAt = SampleData.Local(2014, 9, 29),
                ClosedAt = SampleData.Local(2014, 10, 9),
            },
            SampleData.Input("3")
        );

        var figures = await database.FiguresAsync(District with { Basis = MetricBasis.Closed });

        Assert.Equal(new(1m, 2, 2), MetricFormulas.Of(MetricName.CompletionRatio, figures));
        Assert.Equal(new(2m, 2, 1), MetricFormulas.Of(MetricName.FlowRatio, figures));
        Assert.Equal(1, figures.Backlog);
    }

    [Theory, Databases]
    public async Task Read_WithdrawnAndNotAccepted_AreShownAndInNoDenominator(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SendCasesAsync(
            SampleData.Input("1") with
            {
                ClosedAt = SampleData.Local(2014, 10, 8, 10),
            },
            SampleData.Input("2") with
            {
                ClosedAt = SampleData.Local(2014, 10, 8, 10),
                Outcome = CaseOutcome.Withdrawn,
            },
            SampleData.Input("3") with
            {
                Outcome = CaseOutcome.NotAccepted,
            }
        );

        var figures = await database.FiguresAsync(District);

        Assert.Equal(
            (1, 1, 1, 1, 0L),
            (figures.Cohort.Accepted, figures.Cohort.OnTheSpot, figures.Cohort.Withdrawn, figures.Cohort.NotAccepted, figures.Backlog)
        );
    }

    [Theory, Databases]
    public async Task ZeroOverdueDays_CountFromTheLastAppealThatFellOverdue(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var appeal = SampleData.Input() with
        {
            ItemCode = null,
            AcceptedAt = SampleData.Local(2014, 1, 1, 0),
            ClosedAt = SampleData.Local(2014, 1, 2),
        };
        await database.SendAppealsAsync(appeal);
        Assert.Equal(304, (await database.FiguresAsync(District)).ZeroOverdueDays);

        await database.SendAppealsAsync(
            appeal with
            {
                CaseNo = "2",
                AcceptedAt = SampleData.Local(2014, 10, 8),
                DueAt = SampleData.Local(2014, 10, 13, 12),
                ClosedAt = null,
            }
        );

        Assert.Equal(18, (await database.FiguresAsync(District)).ZeroOverdueDays);
        Assert.Equal(281, (await database.FiguresAsync(District with { Period = new(new(2014, 1, 1), new(2014, 10, 8)) })).ZeroOverdueDays);
    }

    [Theory, Databases]
    public async Task Flag_DueInstantPasses_TurnsFiguresOverdueOnce(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var due = SampleData.Now.AddSeconds(5);
        await database.SendCasesAsync(SampleData.Input() with { DueAt = due });
        var flagger = database.Get<OverdueFlagger>();
        Assert.Equal(due, await flagger.NextDueAsync(TestContext.Current.CancellationToken));

        database.Clock.Advance(TimeSpan.FromSeconds(5));
        Assert.Equal(0, await flagger.FlagAsync(TestContext.Current.CancellationToken));
        database.Clock.Advance(TimeSpan.FromMicroseconds(1));
        Assert.Equal(1, await flagger.FlagAsync(TestContext.Current.CancellationToken));
        Assert.Equal(0, await flagger.FlagAsync(TestContext.Current.CancellationToken));
        await database.Get<MetricsFolder>().FoldAllAsync(TestContext.Current.CancellationToken);

        Assert.Equal(
            (1, 1),
            ((await database.FiguresAsync(District)).Cohort.Overdue, (await database.FiguresAsync(District)).Cohort.OpenOverdue)
        );
        Assert.Null(await flagger.NextDueAsync(TestContext.Current.CancellationToken));
    }

    [Theory, Databases]
    public async Task Structure_CommunityMovesToAnotherStreet_ThenAndTodayAgreeInTotal(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await MoveAsync(database, SampleData.CommunityId, to: SampleData.OtherStreetId, on: new(2014, 10, 15));
        await database.SendCasesAsync([
            .. Enumerable.Range(8, 20).Select(day => SampleData.Input($"{day}") with { AcceptedAt = SampleData.Local(2014, 10, day) }),
        ]);
        await database.SendCasesAsync(
            SampleData.Input("street") with
            {
                UnitCode = SampleData.Street,
            },
            SampleData.Input("other") with
            {
                UnitCode = SampleData.OtherCommunity,
            }
        );

        Assert.Equal([(SampleData.Street, 8L), (SampleData.OtherStreet, 14L)], await ByStreetAsync(MetricStructure.Then));
        Assert.Equal([(SampleData.Street, 1L), (SampleData.OtherStreet, 21L)], await ByStreetAsync(MetricStructure.Today));
        Assert.Equal(
            21,
            (await database.FiguresAsync(District with { UnitId = SampleData.OtherStreetId, Structure = MetricStructure.Today }))
                .Cohort
                .Accepted
        );
        Assert.Equal(22, (await database.FiguresAsync(District with { Structure = MetricStructure.Today })).Cohort.Accepted);

        // The community's days count below the street it hung below on each of them; the street's own case has a row of its own.
        var communities = await database.ReadAsync(District with { UnitId = SampleData.StreetId, By = MetricBy.Unit });
        Assert.Equal(
            [(SampleData.Street, 1L, true), (SampleData.Community, 7L, false)],
            communities.Select(c => (c.Key, c.Figures.Cohort.Accepted, c.IsOwn))
        );

        async Task<IEnumerable<(string, long)>> ByStreetAsync(MetricStructure structure) =>
            (await database.ReadAsync(District with { By = MetricBy.Unit, Structure = structure })).Select(r =>
                (r.Key, r.Figures.Cohort.Accepted)
            );
    }

    [Theory, Databases]
    public async Task Rederive_LimitCorrected_MovesDueTimesAndFigures(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SendCasesAsync(SampleData.Input() with { ClosedAt = SampleData.Local(2014, 10, 15) });
        Assert.Equal(0, (await database.FiguresAsync(District)).Cohort.Overdue);
        await using (var db = database.Open())
        {
            var item = (await ReferenceOf(database)).Items.Find(SampleData.Licence)!;
            item.Versions[0].PromisedLimit = 2;
            db.Update(item);
            (await db.ReferenceStates.FindAsync([ReferenceState.SingleId], TestContext.Current.CancellationToken))!.Version++;
            db.RederivationRequests.Add(new() { At = database.Time.Now, ItemId = item.Id });
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        Assert.Equal(1, await database.Get<RecordRederivation>().DoRequestedAsync(cancellation: TestContext.Current.CancellationToken));
        await database.Get<MetricsFolder>().FoldAllAsync(TestContext.Current.CancellationToken);

        Assert.Equal(1, (await database.FiguresAsync(District)).Cohort.Overdue);
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(TestContext.Current.CancellationToken));
    }

    [Fact]
    [Needs(Resource.Database)]
    public async Task Promised_ItemsOfTheUnit_IsARatioOfSums()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);

        var figures = await database.FiguresAsync(District);

        // 20 → 6 working days, 15 calendar days without a promise, 48 → 24 hours.
        Assert.Equal(new((6m + 15 + 1) / (20 + 15 + 2), 22, 37), MetricFormulas.Of(MetricName.PromisedTimeRatio, figures));
    }

    private static Task<ReferenceData> ReferenceOf(TestDatabase database) =>
        database.Get<IReferenceReader>().GetAsync(TestContext.Current.CancellationToken);

    private static async Task MoveAsync(TestDatabase database, int unitId, int to, DateOnly on)
    {
        await using var db = database.Open();
        var unit = await db.Units.FindAsync([unitId], TestContext.Current.CancellationToken);
        await db.Entry(unit!).Collection(u => u.Versions).LoadAsync(TestContext.Current.CancellationToken);
        var old = unit!.Versions[0];
        old.ValidTo = on.AddDays(-1);
        unit.Versions.Add(
            new UnitVersion
            {
                Name = old.Name,
                Kind = old.Kind,
                ParentId = to,
                ValidFrom = on,
            }
        );
        (await db.ReferenceStates.FindAsync([ReferenceState.SingleId], TestContext.Current.CancellationToken))!.Version++;
        await db.SaveChangesAsync(TestContext.Current.CancellationToken);
    }
}
