using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Organisation;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Organisation;

[Needs(Resource.Database)]
public sealed class ReferenceReaderTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Get_OneUnitChangedByAnotherProcess_ReadsThatUnitAlone(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await using var other = new ServiceCollection()
            .AddLogging()
            .AddPortalDomain(database.Options, SampleData.Shanghai)
            .BuildServiceProvider();
        await ImportAsync(other, $"{SampleData.OtherStreet},后洲街道办,street,{SampleData.District}"); // all are stamped now
        var before = await database.Get<IReferenceReader>().GetAsync(Token);

        await ImportAsync(other, $"{SampleData.Street},滨江新街道,street,{SampleData.District}\nNEW,新街道,street,{SampleData.District}");
        var after = await database.Get<IReferenceReader>().GetAsync(Token);

        Assert.Equal("滨江新街道", after.Units.NameAt(SampleData.StreetId, new(2014, 10, 31)));
        Assert.Equal("瀛洲街道", before.Units.NameAt(SampleData.StreetId, new(2014, 10, 31)));
        Assert.NotNull(after.Units.Find("NEW"));
        Assert.All(before.Units.All.Where(u => u.Id != SampleData.StreetId), unit => Assert.Same(unit, after.Units.Find(unit.Id)));
        Assert.Same(before.Items, after.Items);
    }

    [Theory, Databases]
    public async Task Get_ChangedWithoutBeingStamped_IsReadAllTheSame(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        _ = await database.Get<IReferenceReader>().GetAsync(Token);
        await using var db = database.Open();
        (await db.Units.Include(u => u.Versions).SingleAsync(u => u.Id == SampleData.StreetId, Token)).Versions[0].Name = "改名街道";
        (await db.ServiceItems.Include(i => i.Versions).SingleAsync(i => i.Code == SampleData.Licence, Token)).Versions[0].PromisedLimit =
            3;
        (await db.ReferenceStates.SingleAsync(Token)).Version++;
        await db.SaveChangesAsync(Token);

        var after = await database.Get<IReferenceReader>().GetAsync(Token);

        Assert.Equal("改名街道", after.Units.NameAt(SampleData.StreetId, new(2014, 10, 31)));
        Assert.Equal(3, after.Items.Find(SampleData.Licence)!.Versions[0].PromisedLimit);
    }

    [Fact]
    public async Task Get_LowerVersionThanKnown_ReadsEverything()
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Sqlite);
        await using var db = database.Open();
        await db.ReferenceStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, 100), Token);
        await db.Units.ExecuteUpdateAsync(s => s.SetProperty(u => u.ChangedIn, 1), Token);
        _ = await database.Get<IReferenceReader>().GetAsync(Token);
        await db.Set<UnitVersion>()
            .Where(v => v.UnitId == SampleData.StreetId)
            .ExecuteUpdateAsync(s => s.SetProperty(v => v.Name, "旧名"), Token);
        await db.ReferenceStates.ExecuteUpdateAsync(s => s.SetProperty(x => x.Version, 50), Token);

        Assert.Equal("旧名", (await database.Get<IReferenceReader>().GetAsync(Token)).Units.NameAt(SampleData.StreetId, new(2014, 10, 31)));
    }

    [Fact]
    public async Task Save_VersionWithoutItsUnit_IsRefused()
    {
        await using var database = await TestDatabase.CreateSeededAsync(DatabaseKind.Sqlite);
        await using var db = database.Open();
        (await db.Set<UnitVersion>().FirstAsync(Token)).Name = "x";
        await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Token));
    }

    private static async Task ImportAsync(IServiceProvider services, string rows)
    {
        await using var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes("code,name,kind,parentCode\n" + rows + "\n"));
        var result = await services.GetRequiredService<UnitImporter>().ImportAsync(Actor.System, content, new("units.csv"), Token);
        Assert.Empty(result.Errors);
    }
}
