using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Demonstration.Province;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Organisation;

/// <summary>Queries work for a scope with more units than a statement of either database has parameters.</summary>
public sealed class ManyUnitsTests
{
    private const int Size = 70_000;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Questions_OfAProvinceBesideAnother_AreAnswered(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await database.Get<ProvinceDemonstration>().FillAsync(new(Size, 20, 200, new(2014, 9, 1), new(2014, 10, 30)), cancellation: Token);
        var other = await AddProvinceAsync(database);
        var units = (await database.Get<IReferenceReader>().GetAsync(Token)).Units;
        var province = units.Find(ProvincePlan.ProvinceCode)!;
        var office = Office(province.Id);

        var imports = database.Get<ImportBatches>();
        var own = await imports.AddAsync(Office(units.All[^2].Id), Request(), Token);
        var foreign = await imports.AddAsync(Office(other), Request(), Token);
        await imports.AddAsync(Actor.System, Request(), Token);
        Assert.Equal([own], (await imports.LatestAsync(office, cancellation: Token)).Select(b => b.Id));
        Assert.Null(await imports.FindAsync(office, foreign, Token));
        Assert.Equal(3, (await imports.LatestAsync(Actor.System, cancellation: Token)).Count);

        var search = database.Get<RecordSearch>();
        Assert.Equal(200, (await PageAsync(search, office, new(RecordStream.Cases))).Count);
        var city = units.ChildrenAt(province.Id, new(2014, 10, 1)).First(u => units.EverChildren(u.Id).Count > 0);
        var inCity = await PageAsync(search, office, new(RecordStream.Cases) { UnitId = city.Id });
        Assert.InRange(inCity.Count, 1, 199);
        Assert.All(inCity, found => Assert.True(units.IsWithin(found.Record.UnitId, city.Id, new(2014, 10, 1))));
        Assert.Empty(await PageAsync(search, Office(other), new(RecordStream.Cases)));
        Assert.Empty(await PageAsync(search, office, new(RecordStream.Cases) { UnitId = other }));

        Assert.Empty(await database.Get<AwaitingSheets>().ReadAsync(office, Token));
        Assert.Equal(0, await database.Get<AwaitingSheets>().CountOthersAsync(office, Token));
    }

    private static Task<IReadOnlyList<FoundRecord>> PageAsync(RecordSearch search, Actor actor, RecordFilter filter) =>
        search.PageAsync(actor, filter, RecordOrder.Default, after: null, 500, Token);

    private static Actor Office(int unitId) => Actors.Of("office", Role.EfficiencyOffice, unitId);

    private static ImportRequest Request() => new(RecordStream.Cases, "cases.csv", $"{Guid.NewGuid()}.csv");

    private static async Task<int> AddProvinceAsync(TestDatabase database)
    {
        var province = new Unit { Code = "390000000000" };
        province.Versions.Add(new() { Name = "邻省", Kind = UnitKind.Province });
        await using var db = database.Open();
        db.Units.Add(province);
        await db.SaveChangesAsync(Token);
        await db.ReferenceStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, x => x.Version + 1), Token);
        return province.Id;
    }
}
