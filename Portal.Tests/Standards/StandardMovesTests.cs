using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Domain.Standards.Checklists;
using Portal.Domain.Standards.Handling;
using Portal.Domain.Standards.Reading;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Standards;

/// <summary>Standards, inspections and stationing on real databases.</summary>
public sealed class StandardMovesTests
{
    private static readonly DateOnly s_today = new(2014, 10, 31);
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, DistrictId);
    private static readonly Actor s_clerk = Actors.Of("clerk", Role.Clerk, StreetId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Point_FoundWantingAndMended_IsCompliantFromThatDayOn(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var (moves, reader) = (database.Get<StandardMoves>(), database.Get<StandardsReader>());
        var standard = (await reader.FindAsync(s_office, SamplePoints.StreetPoint, Token))!.Standard!.Id;

        Assert.Null(
            await moves.InspectAsync(
                s_office,
                SamplePoints.StreetPoint,
                new(new(2014, 10, 20), standard, ["guides"], "指南不全", new(2014, 10, 28)),
                Token
            )
        );
        Assert.Equal(
            (PointCompliance.NotCompliant, true),
            await StateAsync(reader, s_today) // three days late
        );
        Assert.Equal((PointCompliance.NotCompliant, false), await StateAsync(reader, new(2014, 10, 28)));
        Assert.Equal((PointCompliance.NotInspected, false), await StateAsync(reader, new(2014, 10, 19)));
        Assert.Equal((PointCompliance.NotBuilt, false), await StateAsync(reader, new(2011, 6, 30)));

        Assert.Null(await moves.InspectAsync(s_office, SamplePoints.StreetPoint, new(s_today, standard, [], "", null), Token));
        Assert.Same(
            StandardRefusal.InspectedBefore,
            await moves.InspectAsync(s_office, SamplePoints.StreetPoint, new(s_today, standard, [], "", null), Token)
        );
        Assert.Equal((PointCompliance.Compliant, false), await StateAsync(reader, s_today));
        var details = await reader.FindAsync(s_office, SamplePoints.StreetPoint, Token);
        Assert.Equal([0, 1], details!.Inspections.Select(i => i.Missing.Count));
        Assert.Equal("便民服务事项和办事指南齐全", details.Inspections[1].Missing[0]);
    }

    [Theory, Databases]
    public async Task Inspection_ByTwoAtOnce_IsTakenOnce(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var (moves, reader) = (database.Get<StandardMoves>(), database.Get<StandardsReader>());
        var standard = (await reader.FindAsync(s_office, SamplePoints.StreetPoint, Token))!.Standard!.Id;

        var answers = await Task.WhenAll(
            Enumerable
                .Range(0, 6)
                .Select(_ => moves.InspectAsync(s_office, SamplePoints.StreetPoint, new(s_today, standard, [], "", null), Token))
        );

        Assert.Equal(1, answers.Count(answer => answer is null));
        Assert.Equal(5, answers.Count(answer => answer == StandardRefusal.InspectedBefore));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Totals_CountPlannedPoints_AndAreas()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var reader = database.Get<StandardsReader>();
        var view = await reader.ReadAsync(s_office, cancellation: Token);

        Assert.Equal(
            [new KindTotals(PointKind.DistrictCentre, 1, 1, 0, 0), new KindTotals(PointKind.StreetCentre, 2, 1, 0, 0)],
            view.Kinds
        );
        var centre = view.Points.Single(p => p.Code == SamplePoints.Centre);
        Assert.Equal((1_600m, 2_000m), (centre.FloorArea, centre.RequiredArea));
        Assert.Equal((1, 0.5m), (view.Stationed, view.StationedRatio));
        Assert.Equal([OtherDepartment, Department], view.Stationing.Select(u => u.Code));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Reader_OfAStreet_SeesItsPointsAlone()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var reader = database.Get<StandardsReader>();

        Assert.Equal([SamplePoints.StreetPoint], (await reader.ReadAsync(s_clerk, cancellation: Token)).Points.Select(p => p.Code));
        Assert.Empty((await reader.ReadAsync(s_clerk, OtherStreetId, cancellation: Token)).Points);
        Assert.Null(await reader.FindAsync(s_clerk, SamplePoints.Centre, Token));
        Assert.Null(await reader.FindAsync(s_office, "nowhere", Token));
        var moves = database.Get<StandardMoves>();
        Assert.Same(
            StandardRefusal.PointUnknown,
            await moves.InspectAsync(s_clerk, SamplePoints.StreetPoint, new(s_today, 1, [], "", null), Token)
        );
        Assert.Same(StandardRefusal.PointUnknown, await moves.PlanAsync(s_clerk, SamplePoints.StreetPoint, "x", null, Token));
        Assert.Same(StandardRefusal.UnitUnknown, await moves.NoteStationingAsync(s_clerk, OtherDepartment, "x", Token));
    }

    [Fact, Needs(Resource.Database)]
    public async Task PlanAndNote_AreKept_AndTakenBack()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var (moves, reader) = (database.Get<StandardMoves>(), database.Get<StandardsReader>());

        Assert.Null(await moves.PlanAsync(s_office, SamplePoints.Planned, " 迁移新址 ", new(2015, 6, 30), Token));
        Assert.Null(await moves.NoteStationingAsync(s_office, OtherDepartment, "场地有限", Token));
        Assert.Null(await moves.NoteStationingAsync(s_office, OtherDepartment, "明年入驻", Token));
        Assert.Same(StandardRefusal.UnitUnknown, await moves.NoteStationingAsync(s_office, Street, "街道无须入驻", Token));
        var view = await reader.ReadAsync(s_office, cancellation: Token);
        var point = view.Points.Single(p => p.Code == SamplePoints.Planned);
        Assert.Equal(("迁移新址", new DateOnly(2015, 6, 30)), (point.Plan, point.PlannedFor));
        Assert.Equal("明年入驻", view.Stationing[0].Note!.Text);

        Assert.Same(StandardRefusal.DayIsTooFar, await moves.PlanAsync(s_office, SamplePoints.Planned, "x", DateOnly.MinValue, Token));
        Assert.Null(await moves.PlanAsync(s_office, SamplePoints.Planned, " ", new(2015, 6, 30), Token));
        point = (await reader.FindAsync(s_office, SamplePoints.Planned, Token))!.Point;
        Assert.Equal((null, null), (point.Plan, point.PlannedFor));
    }

    [Fact, Needs(Resource.Database)]
    public async Task Standard_ChangedUnseen_IsRefused_AndOldInspectionsKeepTheirs()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var (moves, reader) = (database.Get<StandardMoves>(), database.Get<StandardsReader>());
        var first = (await reader.FindAsync(s_office, SamplePoints.StreetPoint, Token))!.Standard!;
        Assert.Null(
            await moves.InspectAsync(
                s_office,
                SamplePoints.StreetPoint,
                new(new(2014, 10, 20), first.Id, ["rules"], "未公示", new(2014, 11, 20)),
                Token
            )
        );

        var draft = new StandardDraft([new("parking", "有停车位")], "新标准");
        Assert.Same(
            StandardRefusal.StandardHasChanged,
            await moves.ChangeAsync(s_office, PointKind.StreetCentre, draft, s_today, 0, Token)
        );
        Assert.Same(
            StandardRefusal.StandardBeginsTooEarly,
            await moves.ChangeAsync(s_office, PointKind.StreetCentre, draft, new(2013, 12, 31), 1, Token)
        );
        Assert.Same(
            StandardRefusal.DayIsTooFar,
            await moves.ChangeAsync(s_office, PointKind.StreetCentre, draft, DateOnly.MaxValue, 1, Token)
        );
        Assert.Null(await moves.ChangeAsync(s_office, PointKind.StreetCentre, draft, s_today, 1, Token));
        Assert.Same(StandardRefusal.NothingChanges, await moves.ChangeAsync(s_office, PointKind.StreetCentre, draft, s_today, 2, Token));

        Assert.Same(
            StandardRefusal.StandardHasChanged,
            await moves.InspectAsync(s_office, SamplePoints.StreetPoint, new(s_today, first.Id, [], "", null), Token)
        );
        var details = (await reader.FindAsync(s_office, SamplePoints.StreetPoint, Token))!;
        Assert.Equal((2, "新标准"), (details.Standard!.Number, details.Standard.Basis));
        Assert.Equal(["服务制度公示"], details.Inspections[0].Missing);
        await Assert.ThrowsAsync<PermissionDeniedException>(() =>
            moves.ChangeAsync(Actors.Of("street-office", Role.EfficiencyOffice, StreetId), PointKind.StreetCentre, draft, s_today, 2, Token)
        );
    }

    private static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        await SamplePoints.AddAsync(database.Open);
        return database;
    }

    private static async Task<(PointCompliance, bool IsOverdue)> StateAsync(StandardsReader reader, DateOnly day)
    {
        var point = (await reader.ReadAsync(s_office, on: day, cancellation: Token)).Points.Single(p => p.Code == SamplePoints.StreetPoint);
        return (point.State, point.IsOverdue);
    }
}
