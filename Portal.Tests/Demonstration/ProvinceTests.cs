using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Organisation;
using Portal.Tests.Support;

namespace Portal.Tests.Demonstration;

public sealed class ProvinceTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(20)]
    [InlineData(63)]
    [InlineData(1_000)]
    [InlineData(100_000)]
    public void Plan_OfAnySize_HasThatManyUnitsThatCanBeToldApart(int size)
    {
        var units = ProvincePlan.Make(size).Units;
        Assert.Equal(size, units.Count);
        Assert.Equal(size, units.Select(u => u.Code).Distinct(StringComparer.Ordinal).Count());
        Assert.All(units.Where(u => u.Kind != UnitKind.Department), u => Assert.Equal(12, u.Code.Length));
        Assert.All(units, (u, place) => Assert.True(u.Parent < place));
        Assert.All(units.Skip(1), u => Assert.StartsWith(units[u.Parent].Code.TrimEnd('0'), u.Code, StringComparison.Ordinal));
        Assert.All(units.GroupBy(u => u.Parent), below => Assert.Distinct(below.Select(u => u.Name)));
        Assert.Distinct(units.Where(u => u.Kind is UnitKind.City or UnitKind.District or UnitKind.Street).Select(u => u.Name[..2]));
        Assert.Equal(6, units.Select(u => u.Kind).Distinct().Count());
    }

    [Fact]
    public void Plan_TwiceMade_IsTheSame() => Assert.Equal(ProvincePlan.Make(500).Units, ProvincePlan.Make(500).Units);

    [Fact]
    public void Items_AllOfThem_DifferInCodeAndName()
    {
        var items = Enumerable.Range(0, ProvinceItems.Most).Select(n => ProvinceItems.Make(n, 1)).ToList();
        Assert.Equal(3_000, items.Count);
        Assert.Distinct(items.Select(i => i.Code));
        Assert.Distinct(items.Select(i => i.Versions[0].Name));
        Assert.All(
            items.Select(i => i.Versions[0]),
            v => Assert.True(v.StatutoryLimit is null ? v.Instant : v.PromisedLimit <= v.StatutoryLimit)
        );
    }

    [Theory, Databases]
    public async Task Fill_Province_HoldsItsCasesInEveryLevel(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await database.Get<ProvinceDemonstration>().FillAsync(new(200, 50, 300, new(2014, 1, 1), new(2014, 9, 30)), cancellation: Token);

        var units = (await database.Get<IReferenceReader>().GetAsync(Token)).Units;
        var year = new MetricPeriod(new(2014, 1, 1), new(2014, 12, 31));
        var province = units.Find(ProvincePlan.ProvinceCode)!;
        Assert.Equal((200, 1), (units.Count, units.RootsAt(new(2014, 6, 1)).Count()));
        Assert.Equal(5, units.All.Max(u => units.SelfAndAbove(u.Id, new(2014, 6, 1)).Count()));
        // Level by level the cases of the units below are those of the unit, less its own.
        Assert.Equal(
            300,
            (await database.Get<IMetricsReader>().ReadAsync(UnitScope.Everything, new() { UnitId = province.Id, Period = year }, Token))
                .Single()
                .Figures.Accepted.Accepted
        );
        Assert.Equal(
            300,
            (
                await database
                    .Get<IMetricsReader>()
                    .ReadAsync(
                        UnitScope.Everything,
                        new()
                        {
                            UnitId = province.Id,
                            Period = year,
                            By = MetricBy.Unit,
                        },
                        Token
                    )
            ).Sum(r => r.Figures.Accepted.Accepted)
        );
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));
        await Assert.ThrowsAsync<InvalidOperationException>(() =>
            database.Get<ProvinceDemonstration>().FillAsync(new(20, 1, 0, new(2014, 1, 1), new(2014, 1, 2)), cancellation: Token)
        );
    }

    [Theory, Databases]
    public async Task Fill_UpToYesterday_HoldsNothingThatIsYetToComeAndAMonthOfSheets(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        var month = new DateOnly(2014, 9, 1);
        await database
            .Get<ProvinceDemonstration>()
            .FillAsync(new(300, 50, 2_000, new(2014, 8, 1), new(2014, 10, 30)) { Reported = month }, cancellation: Token);

        await using var db = database.Open();
        Assert.Equal(2_000, await db.Cases.CountAsync(Token));
        Assert.True(await db.Cases.CountAsync(c => c.ClosedAt == null, Token) > 60);
        var standings = await database.Get<SheetProgressReader>().ReadAsync(UnitScope.Everything, month, month, Token);
        foreach (var state in Enum.GetValues<SheetState>().Where(s => s != SheetState.Returned))
            Assert.Contains(standings, s => s.State == state);
        Assert.All(
            standings.Where(s => s.IsIn),
            s => Assert.True(s.FirstSubmittedAt <= database.Time.Now && !(s.FirstApprovedAt < s.FirstSubmittedAt))
        );
        // Every waiting sheet waits for one of the units above; and a sheet of the first city can be opened with its values.
        var units = (await database.Get<IReferenceReader>().GetAsync(Token)).Units;
        Assert.All(
            standings.Where(s => s.State == SheetState.Submitted),
            s => Assert.True(units.IsWithin(s.UnitId, s.AwaitingUnitId!.Value, month) && s.UnitId != s.AwaitingUnitId)
        );
        Assert.True(await db.Set<FigureCell>().AnyAsync(c => c.Number > 0, Token));
        Assert.Equal(standings.Count(s => s.State == SheetState.Approved), await db.FigureVersions.CountAsync(Token));
        Assert.Empty(await database.Get<MetricsAudit>().VerifyAsync(Token));
    }

    [Theory, Databases]
    public async Task Units_FileOfAProvince_IsTakenAndThenUnchanged(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var text = new StringWriter();
        await ProvinceDemonstration.WriteUnitsAsync(text, 2_000);
        foreach (var created in (int[])[2_000, 0])
        {
            await using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text.ToString()));
            var result = await database.Get<UnitImporter>().ImportAsync(Actor.System, content, new("units.csv"), Token);
            Assert.Equal((2_000, created, 0), (result.Rows, result.Created, result.Errors.Count));
        }
        await using var db = database.Open();
        Assert.Equal(1, await db.ReferenceStates.Select(s => s.Version).SingleAsync(Token));
    }
}
