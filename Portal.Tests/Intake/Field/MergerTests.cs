using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Reference;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Field;

/// <summary>Around a merger of units, senders use the old code or the new one; the record goes to the unit that holds it.</summary>
[Needs(Resource.Database)]
public sealed class MergerTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("old1", "2014-09-30", "old1", false)]
    [InlineData("old1", "2014-10-01", "new", true)] // the old code after it
    [InlineData("new", "2014-09-30", "new", true)] // the successor's code before it
    [InlineData("new", "2014-10-01", "new", false)]
    [InlineData("other", "2014-10-01", null, false)] // ended without a successor
    [InlineData("350103T01B", "2014-10-01", "350103T01B", false)]
    public async Task Record_AroundAMerger_IsTakenForTheUnitThatHoldsIt(string code, string accepted, string? unit, bool told)
    {
        await using var database = await CreateAsync();
        var outcome = await database.ImportTextAsync($"{FieldFiles.Heading}\n1,{code},T5,{accepted},\n");
        Assert.Equal(unit is null ? ["2 unitCode unit.notInForce"] : [], outcome.Codes());
        Assert.Equal(told ? ["2 unitCode unit.merged"] : [], outcome.Result.Notices.Select(FieldFiles.Code));
        var units = (await database.Get<IReferenceReader>().GetAsync(Stop)).Units;
        Assert.Equal(unit is null ? [] : [unit], (await database.RecordsAsync()).Select(r => units.Find(r.UnitId)!.Code));
    }

    [Fact]
    public async Task Record_SentAgainWithTheSuccessorsCode_StaysWhereItWas()
    {
        await using var database = await CreateAsync();
        await database.ImportTextAsync($"{FieldFiles.Heading}\n1,old2,T5,2014-09-30,\n");
        var outcome = await database.ImportTextAsync($"{FieldFiles.Heading}\n1,new,T5,2014-09-30,2014-10-08\n");
        Assert.Equal((1L, 0L), (outcome.Result.Updated, outcome.Result.Rejected));
        var units = (await database.Get<IReferenceReader>().GetAsync(Stop)).Units;
        Assert.Equal("old2", units.Find(Assert.Single(await database.RecordsAsync()).UnitId)!.Code);
    }

    [Fact]
    public async Task Successor_ThatIsTheOnlyUnitOfItsKindThatBegan_NeedNotBeNamed()
    {
        await using var database = await FieldFiles.CreateAsync();
        await UnitsAsync(
            database,
            "code,name,kind,parentCode,validFrom,validTo\nold,旧,community,350103T02,,2014-09-30\nnew,新,community,350103T02,2014-10-01,\n"
        );
        var outcome = await database.ImportTextAsync($"{FieldFiles.Heading}\n1,old,T5,2014-10-08,\n");
        Assert.Equal(["2 unitCode unit.merged"], outcome.Result.Notices.Select(FieldFiles.Code));

        await UnitsAsync(database, "code,name,kind,parentCode,validFrom\nnew2,新二,community,350103T02,2014-10-01\n");
        Assert.Equal(
            ["2 unitCode unit.notInForce"],
            (await database.ImportTextAsync($"{FieldFiles.Heading}\n2,old,T5,2014-10-08,\n")).Codes()
        );
    }

    private static async Task<TestDatabase> CreateAsync()
    {
        var database = await FieldFiles.CreateAsync();
        await UnitsAsync(
            database,
            "code,name,kind,parentCode,validFrom,validTo,successorCode\n"
                + "old1,旧一,community,350103T01,,2014-09-30,new\nold2,旧二,community,350103T01,,2014-09-30,new\n"
                + "other,旧三,community,350103T02,,2014-09-30,\nnew,新,community,350103T01,2014-10-01,,\n"
        );
        return database;
    }

    private static async Task UnitsAsync(TestDatabase database, string text)
    {
        var content = new MemoryStream(System.Text.Encoding.UTF8.GetBytes(text));
        Assert.Empty((await database.Get<UnitImporter>().ImportAsync(Actor.System, content, new("units.csv"), Stop)).Errors);
    }
}
