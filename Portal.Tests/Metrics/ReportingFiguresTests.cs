using CsCheck;
using Portal.Domain.Data;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

/// <summary>Completeness and timeliness, worked out by hand.</summary>
[Needs(Resource.Database)]
public sealed class ReportingFiguresTests
{
    private static readonly DateOnly s_september = new(2014, 9, 1);
    private static readonly DateOnly s_december = new(2014, 12, 1);

    private static readonly int[] s_units =
    [
        SampleData.StreetId,
        SampleData.OtherStreetId,
        SampleData.CommunityId,
        SampleData.SecondCommunityId,
        SampleData.OtherCommunityId,
    ];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static MetricQuery Of(DateOnly from, DateOnly to) =>
        new()
        {
            UnitId = SampleData.DistrictId,
            Period = new(from, Domain.Shared.Days.MonthEnd(to)),
            Reporting = true,
        };

    /// <summary>September 2014 was due on Monday 13 October, after the holiday week and a make-up Saturday.</summary>
    [Theory, Databases]
    public async Task Told_AfterTheHolidayWeek_LastSecondIsInTimeAndNextIsLate(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SeedFormsAsync(s_september);
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.StreetId,
            s_september,
            SampleData.Local(2014, 10, 13, 23, 59, 59),
            SampleData.Local(2014, 10, 20)
        );
        await database.SheetAsync(FigureSamples.StreetFormId, SampleData.OtherStreetId, s_september, SampleData.Local(2014, 10, 14, 0));
        await database.SheetAsync(FigureSamples.CommunityFormId, SampleData.CommunityId, s_september, submitted: null);

        var figures = await database.FiguresAsync(Of(s_september, s_september));

        Assert.Equal((1, 5), figures.Completeness);
        Assert.Equal((1, 5), figures.Timeliness);
    }

    /// <summary>December 2014 was due on Thursday 8 January 2015: Sunday the 4th was worked.</summary>
    [Theory, Databases]
    public async Task Told_AcrossNewYear_WhatStillHasTimeIsExpectedButNotDue(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SeedFormsAsync(s_december);
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.StreetId,
            s_december,
            SampleData.Local(2015, 1, 4),
            SampleData.Local(2015, 1, 5)
        );
        await database.SheetAsync(FigureSamples.CommunityFormId, SampleData.CommunityId, s_december, SampleData.Local(2015, 1, 8));

        database.Clock.SetUtcNow(SampleData.Local(2014, 12, 31, 23, 59));
        Assert.Null((await database.FiguresAsync(Of(s_december, s_december))).Completeness);

        database.Clock.SetUtcNow(SampleData.Local(2015, 1, 8, 23, 59));
        var before = await database.FiguresAsync(Of(s_december, s_december));
        Assert.Equal(((1, 5), (2, 2)), (before.Completeness, before.Timeliness));

        database.Clock.SetUtcNow(SampleData.Local(2015, 1, 9, 0));
        var after = await database.FiguresAsync(Of(s_december, s_december));
        Assert.Equal(((1, 5), (2, 5)), (after.Completeness, after.Timeliness));
    }

    [Theory, Databases]
    public async Task Told_OfReturnedAndAmendedSheets_TheFirstSubmissionAndApprovalDecide(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SeedFormsAsync(s_september);
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.StreetId,
            s_september,
            SampleData.Local(2014, 10, 9),
            change: s => (s.Status, s.SubmittedAt) = (FigureStatus.Submitted, SampleData.Local(2014, 10, 21))
        );
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.OtherStreetId,
            s_september,
            SampleData.Local(2014, 10, 9),
            SampleData.Local(2014, 10, 15),
            s => (s.Status, s.Version) = (FigureStatus.Draft, 2)
        );
        await database.SheetAsync(
            FigureSamples.CommunityFormId,
            SampleData.CommunityId,
            s_september,
            SampleData.Local(2014, 10, 13),
            change: s => s.Status = FigureStatus.Returned
        );

        var figures = await database.FiguresAsync(Of(s_september, s_september));

        Assert.Equal(((1, 5), (3, 5)), (figures.Completeness, figures.Timeliness));
    }

    [Theory, Databases]
    public async Task Told_AsOfAnEarlierInstant_LeavesOutWhatCameLater(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SeedFormsAsync(s_september);
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.StreetId,
            s_september,
            SampleData.Local(2014, 10, 9),
            SampleData.Local(2014, 10, 15)
        );
        await database.SheetAsync(FigureSamples.StreetFormId, SampleData.OtherStreetId, s_september, SampleData.Local(2014, 10, 14));

        var early = await database.FiguresAsync(Of(s_september, s_september) with { AsOf = SampleData.Local(2014, 10, 13, 12) });
        var late = await database.FiguresAsync(Of(s_september, s_september) with { AsOf = SampleData.Local(2014, 10, 14, 0) });

        Assert.Equal(((0, 5), (1, 1)), (early.Completeness, early.Timeliness));
        Assert.Equal(((0, 5), (1, 5)), (late.Completeness, late.Timeliness));
    }

    [Theory, Databases]
    public async Task Told_OfUnitsCreatedAndMovedInMidMonth_CountsWhereTheyHungAtItsEnd(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SeedFormsAsync(new(2014, 8, 1));
        await ChangeAsync(
            database,
            SampleData.Unit(1_013, "350103001003", "新社区", UnitKind.Community, SampleData.StreetId, from: new(2014, 9, 30))
        );
        await MoveAsync(database, SampleData.CommunityId, SampleData.OtherStreetId, new(2014, 9, 15));

        Assert.Equal([("350103001", 3), ("350103002", 2)], await ExpectedAsync(new(2014, 8, 1), MetricStructure.Then));
        Assert.Equal([("350103001", 3), ("350103002", 3)], await ExpectedAsync(s_september, MetricStructure.Then)); // one went, one came
        Assert.Equal([("350103001", 2), ("350103002", 3)], await ExpectedAsync(new(2014, 8, 1), MetricStructure.Today));

        async Task<IEnumerable<(string, int)>> ExpectedAsync(DateOnly month, MetricStructure structure) =>
            (await database.ReadAsync(Of(month, month) with { By = MetricBy.Unit, Structure = structure })).Select(r =>
                (r.Key, r.Figures.Completeness!.Value.Expected)
            );
    }

    [Fact]
    public async Task Told_ByItemOrChannelOrUnasked_IsNull()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SeedFormsAsync(s_september);
        await database.SendCasesAsync(SampleData.Input() with { AcceptedAt = SampleData.Local(2014, 9, 8) });
        var query = Of(s_september, s_september);

        foreach (
            var other in (MetricQuery[])
                [
                    query with
                    {
                        By = MetricBy.Item,
                    },
                    query with
                    {
                        By = MetricBy.Day,
                    },
                    query with
                    {
                        Channel = Domain.Records.Channel.Window,
                    },
                    query with
                    {
                        Reporting = false,
                    },
                ]
        )
        {
            Assert.Equal(
                (null, null),
                Assert.Single((await database.ReadAsync(other)).Select(r => (r.Figures.Completeness, r.Figures.Timeliness)))
            );
        }
    }

    /// <summary>Only whole months have sheets, parts of months have none.</summary>
    [Fact]
    public async Task Told_OfAPeriodWithPartsOfMonths_CountsTheWholeOnes()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SeedFormsAsync(new(2014, 6, 1));
        var query = Of(s_september, s_september);

        Assert.Equal(
            10,
            (await database.FiguresAsync(query with { Period = new(new(2014, 6, 2), new(2014, 9, 29)) })).Completeness?.Expected
        );
        Assert.Null((await database.FiguresAsync(query with { Period = new(new(2014, 9, 2), new(2014, 9, 30)) })).Completeness);
    }

    /// <summary>In every state of the sheets the parts and the unit's own sum to the whole, in both structures.</summary>
    [Fact]
    public async Task ByUnitAndByMonth_WithTheUnitsOwn_AddUpToNone()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await database.SeedFormsAsync(new(2014, 5, 1));
        await MoveAsync(database, SampleData.CommunityId, SampleData.OtherStreetId, new(2014, 7, 15));
        var sheets =
            from unit in Gen.Int[0, s_units.Length - 1].Select(i => s_units[i])
            from month in Gen.Int[5, 9]
            from submitted in Gen.Int[-3, 30]
            from approved in Gen.Bool
            select (unit, month, submitted, approved);
        foreach (var (unit, month, submitted, approved) in sheets.Array[60].Single().DistinctBy(s => (s.unit, s.month)))
        {
            var form = unit is SampleData.StreetId or SampleData.OtherStreetId ? FigureSamples.StreetFormId : FigureSamples.CommunityFormId;
            DateTimeOffset? at = submitted < 0 ? null : SampleData.Local(2014, month + 1, 1).AddDays(submitted);
            await database.SheetAsync(form, unit, new(2014, month, 1), at, approved ? at?.AddHours(1) : null);
        }

        foreach (var top in (int[])[SampleData.DistrictId, SampleData.StreetId, SampleData.OtherStreetId])
        {
            foreach (var structure in Enum.GetValues<MetricStructure>())
            {
                var query = Of(new(2014, 5, 1), s_september) with { UnitId = top, Structure = structure };
                var all = await database.FiguresAsync(query);
                var months = await database.ReadAsync(query with { By = MetricBy.Month });
                var units = await database.ReadAsync(query with { By = MetricBy.Unit });
                var own = (await database.Get<SheetProgressReader>().ReadAsync(UnitScope.Everything, new(2014, 5, 1), s_september, Token))
                    .Where(s => s.UnitId == top)
                    .ToList();
                var ownRow = units.SingleOrDefault(u => u.IsOwn)?.Figures;

                Assert.Equal(all.Completeness, Sum(months.Select(m => m.Figures.Completeness!.Value)));
                Assert.Equal(all.Timeliness, Sum(months.Select(m => m.Figures.Timeliness!.Value)));
                Assert.Equal(all.Completeness, Sum(units.Select(u => u.Figures.Completeness!.Value)));
                Assert.Equal(all.Timeliness, Sum(units.Select(u => u.Figures.Timeliness!.Value)));
                Assert.Equal((own.Count(s => s.FirstApprovedAt is not null), own.Count), ownRow?.Completeness ?? (0, 0));
                Assert.Equal((own.Count(s => s.IsIn && !s.IsLate), own.Count(s => s.IsIn || s.IsLate)), ownRow?.Timeliness ?? (0, 0));
            }
        }
    }

    private static (int, int)? Sum(IEnumerable<(int First, int Second)> parts) =>
        parts.Aggregate((0, 0), (sum, part) => (sum.Item1 + part.First, sum.Item2 + part.Second));

    private static async Task ChangeAsync(TestDatabase database, Unit unit)
    {
        await using var db = database.Open();
        db.Units.Add(unit);
        await db.SaveChangesAsync(Token);
        await database.ReferenceChangedAsync();
    }

    private static async Task MoveAsync(TestDatabase database, int unitId, int to, DateOnly on)
    {
        await using var db = database.Open();
        var unit = await db.Units.FindAsync([unitId], Token);
        await db.Entry(unit!).Collection(u => u.Versions).LoadAsync(Token);
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
        await db.SaveChangesAsync(Token);
        await database.ReferenceChangedAsync();
    }
}
