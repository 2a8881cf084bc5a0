using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>A file whose profile maps columns of names to unit and item.</summary>
[Needs(Resource.Database)]
public sealed class NamesInFilesTests
{
    private static readonly ProfileMapping s_mapping = new()
    {
        Fields = new Dictionary<RecordField, FieldMapping>
        {
            [RecordField.CaseNo] = new() { Column = "No" },
            [RecordField.UnitCode] = new() { Column = "Unit" },
            [RecordField.ItemCode] = new() { Column = "Item" },
            [RecordField.AcceptedAt] = new() { Column = "Day" },
        },
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Rows_NameUnitsAndItems_ByCodeOrByName(DatabaseKind kind)
    {
        await using var database = await CreateAsync(kind);
        var outcome = await ImportAsync(
            database,
            "No,Unit,Item,Day\n"
                + $"1,{SampleData.Community},{SampleData.Licence},2014-10-07\n"
                + "2, 甲社区\u3000,甲事项,2014-10-07\n"
                + "3,双名社区,甲事项,2014-10-07\n"
                + "4,甲社区,双名事项,2014-10-07\n"
                + "5,旧名社区,甲事项,2014-10-07\n"
                + "6,旧名社区,甲事项,2013-10-07\n",
            s_mapping
        );

        Assert.Equal(3, outcome.Result.Created);
        Assert.Equal(
            ["4 unitCode unit.ambiguous", "5 itemCode item.ambiguous", "6 unitCode unit.unknown"],
            outcome.Result.Errors.Select(e => $"{e.Line} {e.Field} {e.Code}")
        );
        Assert.Contains("N2, N3", outcome.Result.Errors[0].Message, StringComparison.Ordinal);
        await using var db = database.Open();
        var units = await db.Records.Join(db.Units, r => r.UnitId, u => u.Id, (r, u) => new { r.CaseNo, u.Code }).ToListAsync(Token);
        Assert.Equal(["2 N1", "6 N4"], units.Where(u => u.CaseNo != "1").OrderBy(u => u.CaseNo).Select(u => $"{u.CaseNo} {u.Code}"));
    }

    [Fact]
    public async Task Rows_OfTheContractsColumns_NeedCodes()
    {
        await using var database = await CreateAsync(TestStore.Usual);
        var outcome = await ImportAsync(
            database,
            $"source,caseNo,unitCode,itemCode,acceptedAt\ns,1,甲社区,{SampleData.Licence},2014-10-07\n",
            mapping: null
        );
        Assert.Equal("unit.unknown", outcome.Result.Errors.Single().Code);
    }

    private static async Task<TestDatabase> CreateAsync(DatabaseKind kind)
    {
        var database = await TestDatabase.CreateSeededAsync(kind);
        var units =
            "code,name,kind,parentCode,validFrom,validTo\n"
            + $"N1,甲社区,community,{SampleData.Street},,\n"
            + $"N2,双名社区,community,{SampleData.Street},,\n"
            + $"N3,双名社区,community,{SampleData.OtherStreet},,\n"
            + $"N4,旧名社区,community,{SampleData.Street},,2013-12-31\n"
            + $"N4,新名社区,community,{SampleData.Street},2014-01-01,\n";
        var items =
            "code,name,kind,unitCode,statutoryLimit,promisedLimit,limitUnit,instant,process,validFrom,validTo\n"
            + $"M1,甲事项,licence,{SampleData.Department},20,6,workingDays,,,,\n"
            + $"M2,双名事项,licence,{SampleData.Department},20,6,workingDays,,,,\n"
            + $"M3,双名事项,licence,{SampleData.Department},20,6,workingDays,,,,\n";
        Assert.Empty(
            (await database.Get<UnitImporter>().ImportAsync(Domain.Access.Actor.System, Bytes(units), new("units.csv"), Token)).Errors
        );
        Assert.Empty(
            (await database.Get<ItemImporter>().ImportAsync(Domain.Access.Actor.System, Bytes(items), new("items.csv"), Token)).Errors
        );
        return database;
    }

    private static Task<FileIntakeOutcome> ImportAsync(TestDatabase database, string text, ProfileMapping? mapping) =>
        database
            .Get<FileIntake>()
            .RunAsync(
                Bytes(text),
                new(RecordStream.Cases, "cases.csv", UnitScope.Everything) { Mapping = mapping, DefaultSource = "s" },
                cancellation: Token
            );

    private static MemoryStream Bytes(string text) => new(Encoding.UTF8.GetBytes(text));
}
