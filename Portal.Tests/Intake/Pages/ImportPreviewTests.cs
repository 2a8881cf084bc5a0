using System.Text;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Pages;

/// <summary>The preview says of each problem which cells of the file it concerns.</summary>
[Needs(Resource.Database)]
public sealed class ImportPreviewTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-preview-");

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory, Databases]
    public async Task Rows_OfAnotherSystem_HaveEachProblemAtItsCell(DatabaseKind kind)
    {
        var mapping = ProfileJson.Read(
            """
            { "ignore": ["Note"], "fields": {
              "source": { "constant": "s" }, "caseNo": { "template": "{Year}-{No}" }, "unitCode": { "column": "Office" },
              "itemCode": { "column": "Service" }, "acceptedAt": { "columns": ["Opened", "Entered"] },
              "satisfaction": { "column": "Grade" } } }
            """
        );
        var sample = await ReadAsync(
            kind,
            mapping,
            "Note,Year,No,Office,Service,Opened,Entered,Grade\n"
                + $"a,2014,1,{SampleData.Community},{SampleData.Licence},2014-10-08,,\n"
                + $"b,2014,2,nowhere,{SampleData.Licence},yesterday,,12\n"
                + $"c,2014,3,{SampleData.Community},nothing,2014-10-08,,\n"
                + $"d,2014,4,{SampleData.Community},{SampleData.Licence},,,,more\n"
        );

        Assert.Equal(["Note", "Year", "No", "Office", "Service", "Opened", "Entered", "Grade"], sample.Columns.Select(c => c.Name));
        Assert.Empty(sample.Columns[0].Fields);
        Assert.Equal([RecordField.CaseNo], sample.Columns[1].Fields);
        Assert.Equal([RecordField.AcceptedAt], sample.Columns[6].Fields);
        Assert.Equal(
            ["", "Opened:acceptedAt.invalid Entered:acceptedAt.invalid Grade:value.unknown", "Service:item.unknown"],
            sample.Rows.Take(3).Select(row => Places(sample, row))
        );
        Assert.Empty(sample.Rows[3].OfCells); // cells that may stand under the wrong heading are not judged
        Assert.Equal(["row.tooManyCells"], sample.Rows[3].OfRow.Select(e => e.Code));
        Assert.Equal(["d", "2014", "4", SampleData.Community, SampleData.Licence, "", "", ""], sample.Rows[3].Row.Fields);
    }

    [Fact]
    public async Task Problem_OfAFieldThatNoColumnGives_IsOneOfTheRow()
    {
        var sample = await ReadAsync(
            TestStore.Usual,
            mapping: null,
            $"caseNo,unitCode,itemCode,acceptedAt\n1,{SampleData.Community},{SampleData.Licence},2014-10-08\n"
        );

        var row = Assert.Single(sample.Rows);
        Assert.Empty(row.OfCells);
        Assert.Equal(["source.required"], row.OfRow.Select(e => e.Code));
    }

    private static string Places(ImportSample sample, SampleRow row) =>
        string.Join(
            ' ',
            row.OfCells.OrderBy(cell => cell.Key).SelectMany(cell => cell.Value.Select(e => $"{sample.Columns[cell.Key].Name}:{e.Code}"))
        );

    private async Task<ImportSample> ReadAsync(DatabaseKind kind, ProfileMapping? mapping, string text)
    {
        await using var database = await TestDatabase.CreateSeededAsync(
            kind,
            services => services.AddSingleton(new ImportStoreOptions(_folder.FullName, ImportStoreOptions.DefaultMostBytes))
        );
        var (name, _) = await database.Get<ImportStore>().SaveAsync(new MemoryStream(Encoding.UTF8.GetBytes(text)), Token);
        var request = new FileIntakeRequest(RecordStream.Cases, "cases.csv", UnitScope.Everything) { Mapping = mapping };
        return await database.Get<ImportPreview>().ReadAsync(Actor.System, name, request, most: 20, Token);
    }
}
