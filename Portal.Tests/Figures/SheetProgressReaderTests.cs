using Portal.Domain.Data;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;
using Portal.Tests.Support;

namespace Portal.Tests.Figures;

public sealed class SheetProgressReaderTests
{
    private static readonly DateOnly s_august = new(2014, 8, 1);
    private static readonly DateOnly s_september = new(2014, 9, 1);
    private static readonly DateOnly s_october = new(2014, 10, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Read_UnitsCreatedAndDissolvedInMidMonth_OweTheMonthAsWell(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SeedFormsAsync(s_august);
        await AddAsync(
            database,
            SampleData.Unit(1_013, "350103001003", "新社区", UnitKind.Community, SampleData.StreetId, from: new(2014, 9, 15))
        );
        await AddAsync(
            database,
            SampleData.Unit(1_014, "350103001004", "旧社区", UnitKind.Community, SampleData.StreetId, to: new(2014, 9, 15))
        );

        var owed = await ReadAsync(database, UnitScope.Below(SampleData.StreetId), s_august, s_october);

        Assert.Equal([s_september, s_october], owed.Where(s => s.UnitId == 1_013).Select(s => s.Month));
        Assert.Equal(
            [(s_august, new(2014, 8, 31)), (s_september, new DateOnly(2014, 9, 15))],
            owed.Where(s => s.UnitId == 1_014).Select(s => (s.Month, s.LastDay))
        );
        Assert.Equal(3 + (2 * 3) + 4, owed.Count); // the street, its two communities, and the two above
        Assert.DoesNotContain(owed, s => s.UnitId is SampleData.OtherStreetId or SampleData.OtherCommunityId or SampleData.DistrictId);
    }

    [Theory, Databases]
    public async Task Read_SheetsOfEveryKind_SaysWhereTheyStand(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind); // 2014-10-31; September was due on 13 October
        await database.SeedFormsAsync(s_september);
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.StreetId,
            s_september,
            SampleData.Local(2014, 10, 13, 23, 59, 59),
            SampleData.Local(2014, 10, 20)
        );
        await database.SheetAsync(
            FigureSamples.StreetFormId,
            SampleData.OtherStreetId,
            s_september,
            SampleData.Local(2014, 10, 14, 0),
            change: s => s.AwaitingUnitId = SampleData.DistrictId
        );
        await database.SheetAsync(FigureSamples.CommunityFormId, SampleData.CommunityId, s_september, submitted: null);
        await database.SheetAsync(
            FigureSamples.CommunityFormId,
            SampleData.SecondCommunityId,
            s_september,
            SampleData.Local(2014, 10, 8),
            change: s => (s.Status, s.AwaitingUnitId, s.Reason) = (FigureStatus.Returned, SampleData.StreetId, "核对")
        );

        var byUnit = (await ReadAsync(database, UnitScope.Everything, s_september, s_september)).ToDictionary(s => s.UnitId);

        Assert.Equal((SheetState.Approved, 0, false), Brief(byUnit[SampleData.StreetId]));
        Assert.Equal((SheetState.Submitted, 1, true), Brief(byUnit[SampleData.OtherStreetId]));
        Assert.Equal(SampleData.DistrictId, byUnit[SampleData.OtherStreetId].AwaitingUnitId);
        Assert.Equal((SheetState.Draft, 14, true), Brief(byUnit[SampleData.CommunityId])); // 14–17, 20–24, 27–31 October
        Assert.Equal((SheetState.Returned, -4, false), Brief(byUnit[SampleData.SecondCommunityId])); // 9, 10, Saturday 11, 13
        Assert.Equal("核对", byUnit[SampleData.SecondCommunityId].Reason);
        Assert.Equal((SheetState.NotBegun, 14, true), Brief(byUnit[SampleData.OtherCommunityId]));
        Assert.All(byUnit.Values, s => Assert.Equal(new(2014, 10, 13), s.Deadline.Day));
        Assert.All(byUnit.Values, s => Assert.True(s.IsExpected));
    }

    [Theory, Databases]
    public async Task Read_TheMonthThatRuns_IsNotYetExpectedOrLate(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.SeedFormsAsync(s_october);

        var owed = await ReadAsync(database, UnitScope.Below(SampleData.CommunityId), s_october, s_october);

        var sheet = Assert.Single(owed);
        Assert.Equal((SheetState.NotBegun, -5, false), Brief(sheet)); // 3–7 November
        Assert.False(sheet.IsExpected);
        Assert.Equal(new(2014, 11, 7), sheet.Deadline.Day);
        Assert.Empty(await ReadAsync(database, UnitScope.Below(SampleData.DepartmentId), s_october, s_october));
    }

    private static (SheetState, int, bool) Brief(OwedSheetProgress sheet) => (sheet.State, sheet.WorkdaysLate, sheet.IsLate);

    private static Task<IReadOnlyList<OwedSheetProgress>> ReadAsync(TestDatabase database, UnitScope scope, DateOnly from, DateOnly to) =>
        database.Get<SheetProgressReader>().ReadAsync(scope, from, to, Token);

    private static async Task AddAsync(TestDatabase database, Unit unit)
    {
        await using var db = database.Open();
        db.Units.Add(unit);
        await db.SaveChangesAsync(Token);
        await database.ReferenceChangedAsync();
    }
}
