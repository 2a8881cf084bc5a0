using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Tests.Documents;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Reference;

/// <summary>Files of other systems, with their own headings and values, read through profiles.</summary>
[UseCulture("en")]
[Needs(Resource.Database)]
public sealed class ReferenceProfileTests
{
    private const string Units = """
        {
          "dateFormats": ["yyyy.M.d"],
          "noDate": ["9999-12-31"],
          "noValue": ["-"],
          "fields": {
            "code": { "column": "机构代码" },
            "name": { "column": "机构全称" },
            "kind": { "column": "性质", "values": { "区直部门": "department", "街道办": "street", "居委会": "community" } },
            "parentCode": { "column": "上级" },
            "validFrom": { "column": "起" },
            "validTo": { "column": "止" }
          },
          "ignore": ["电话"]
        }
        """;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Units_OfAnotherSystem_AreTakenByAStoredProfile(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var profiles = database.Get<ImportProfiles>();
        await profiles.SaveAsync(Actor.System, "theirs", ReferenceKind.Units, ProfileJson.Read(Units, ReferenceKind.Units), Stop);
        var mapping = (await profiles.FindAsync(Actor.System, "theirs", ReferenceKind.Units, Stop))!.Mapping;
        // A name may stand for a code; codes are cleaned as those of records are.
        const string Text =
            "机构代码,机构全称,性质,上级,起,止,电话\n"
            + "ＤＥＰＴ１,城管局,区直部门,台江区,2014年3月1日,9999-12-31,1\n"
            + "'00124\u200B,新港街道,街道办,350103,2014.3.1,-,\n"
            + "=\"00125\",新港社区,居委会,新港街道,20140301,2014-12-31 00:00:00,\n";

        var result = await database.ImportAsync(ReferenceKind.Units, TextEncodings.Gb18030.GetBytes(Text), "theirs.csv", mapping);

        Assert.Empty(result.Codes());
        Assert.Equal((3, 3, 0), (result.Rows, result.Created, result.Updated));
        Assert.Equal(
            [
                "00124,新港街道,street,350103,2014-03-01,,",
                "00125,新港社区,community,00124,2014-03-01,2014-12-31,",
                "DEPT1,城管局,department,350103,2014-03-01,,",
            ],
            await database.LinesAsync(ReferenceKind.Units, "DEPT1", "00124", "00125")
        );
        Assert.Null(await profiles.FindAsync(Actor.System, "theirs", ReferenceKind.Items, Stop));
        Assert.Null(await profiles.FindAsync(Actor.System, "theirs", Stop));
    }

    [Fact]
    public async Task Name_OfSeveralUnits_AsksForTheCode()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var mapping = ProfileJson.Read(Units, ReferenceKind.Units);
        const string Text =
            "机构代码,机构全称,性质,上级,起,止,电话\nA1,双名街道,street,350103,,,\nA2,双名街道,street,350103,,,\nA3,x,居委会,双名街道,,,\n";

        var result = await database.ImportAsync(ReferenceKind.Units, Text, mapping: mapping);

        Assert.Equal(["4 parentCode unit.ambiguous"], result.Codes());
        Assert.Contains("A1, A2", result.Errors[0].Message, StringComparison.Ordinal);
        Assert.Equal("上级", result.Headings["parentCode"]);
    }

    [Fact]
    public async Task Workbook_WithATitleAndNumbersAsCodes_IsReadWithoutAProfile()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var book = RawWorkbook.Of(
            "<row><c t=\"str\"><v>2014 catalogue</v></c></row>"
                + Row(["编码", "名称", "类型", "上级编码", "生效日期"])
                + "<row><c><v>350103777</v></c><c t=\"str\"><v>新街道</v></c><c t=\"str\"><v>街道</v></c><c><v>350103</v></c>"
                + "<c s=\"1\"><v>41640</v></c></row>"
                + "<row><c><v>1.5</v></c><c t=\"str\"><v>x</v></c><c t=\"str\"><v>街道</v></c><c><v>350103</v></c></row>",
            looks: "<cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>"
        );

        var refused = await database.ImportAsync(ReferenceKind.Units, book, "units.xlsx");
        Assert.Equal(["4 code identifier.number"], refused.Codes());

        var good = RawWorkbook.Of(
            "<row><c t=\"str\"><v>2014 catalogue</v></c></row>"
                + Row(["编码", "名称", "类型", "上级编码", "生效日期"])
                + "<row><c><v>350103777</v></c><c t=\"str\"><v>新街道</v></c><c t=\"str\"><v>街道</v></c><c><v>350103</v></c>"
                + "<c s=\"1\"><v>41640</v></c></row>",
            looks: "<cellXfs><xf/><xf numFmtId=\"14\"/></cellXfs>"
        );
        var result = await database.ImportAsync(ReferenceKind.Units, good, "units.xlsx");
        Assert.Empty(result.Codes());
        Assert.Equal(["The heading was found in row 2; the rows above it were not read."], result.Notices);
        Assert.Equal(["350103777,新街道,street,350103,2014-01-01,,"], await database.LinesAsync(ReferenceKind.Units, "350103777"));
    }

    [Fact]
    public async Task Items_OfAnotherSystem_AreGuessedWithTheirValues()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        const string Text =
            "序号,事项编码,事项名称,事项类型,实施主体,法定办结时限,承诺办结时限,承诺办结时限单位,是否即办件\n"
            + "1,Ｘ１,甲事项,行政许可事项,民政局,２０,5.0,个工作日,承诺件\n2,X2,乙事项,便民,D-TRADE,,,工作日,即办件\n";
        var mapping = await ReferenceTests.GuessAsync(ReferenceKind.Items, Text);
        Assert.Equal(["序号"], mapping.Ignore);

        var result = await database.ImportAsync(ReferenceKind.Items, Text, mapping: mapping);

        Assert.Empty(result.Codes());
        Assert.Equal(
            ["X1,甲事项,licence,D-CIVIL,20,5,workingDays,false,,,", "X2,乙事项,convenience,D-TRADE,,,workingDays,true,,,"],
            await database.LinesAsync(ReferenceKind.Items, "X1", "X2")
        );
    }

    /// <summary>A file without columns of limits and ends leaves those that are stored.</summary>
    [Theory, Databases]
    public async Task Columns_ThatAFileLacks_StayAsStored(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.ImportAsync(
            ReferenceKind.Units,
            $"code,name,kind,parentCode,validTo\nZ,旧社区,community,{SampleData.Street},2014-06-30\n"
        );
        var items = await database.ImportAsync(
            ReferenceKind.Items,
            $"code,name,kind,unitCode\n{SampleData.Licence},renamed,licence,{SampleData.Department}\n"
        );
        var units = await database.ImportAsync(ReferenceKind.Units, "code,name,kind\nZ,新名社区,社区\n");

        Assert.Empty(items.Codes().Concat(units.Codes()));
        Assert.Equal(
            [$"{SampleData.Licence},renamed,licence,{SampleData.Department},20,6,workingDays,false,,,"],
            await database.LinesAsync(ReferenceKind.Items, SampleData.Licence)
        );
        Assert.Equal([$"Z,新名社区,community,{SampleData.Street},,2014-06-30,"], await database.LinesAsync(ReferenceKind.Units, "Z"));

        // A column that is there clears with a blank cell.
        await database.ImportAsync(ReferenceKind.Units, "code,name,kind,parentCode,validTo\nZ,新名社区,社区,,\n");
        Assert.Equal(["Z,新名社区,community,,,,"], await database.LinesAsync(ReferenceKind.Units, "Z"));
    }

    [Fact]
    public async Task Profile_AgainstAnotherFile_IsRefused()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var mapping = ProfileJson.Read(Units, ReferenceKind.Units);
        Assert.Equal("header.missing", await CodeAsync("机构代码,机构全称,性质,上级,起\n"));
        Assert.Equal("header.unknown", await CodeAsync("机构代码,机构全称,性质,上级,起,止,颜色\n"));

        async Task<string> CodeAsync(string text) =>
            (await Assert.ThrowsAsync<RecordFileException>(() => database.ImportAsync(ReferenceKind.Units, text, mapping: mapping))).Code;
    }

    [Theory]
    [InlineData("{}", ReferenceKind.Units, 3)]
    [InlineData("""{"fields":{"date":{"column":"a"},"day":{"column":"b","values":{"x":"holiday"}}}}""", ReferenceKind.Calendar, 1)]
    [InlineData("""{"fields":{"date":{"column":"a"},"day":{},"colour":{"column":"c"}},"encoding":"morse"}""", ReferenceKind.Calendar, 3)]
    [InlineData("""{"fields":{"date":{"column":"a"},"day":{"constant":"rest"}},"rows":[" "]}""", ReferenceKind.Calendar, 1)]
    [InlineData("""{"timeZone":"UTC"}""", ReferenceKind.Calendar, 1)]
    public void Profile_ThatCannotWork_SaysEverythingThatIsWrong(string json, ReferenceKind kind, int reasons) =>
        Assert.Equal(reasons, Assert.Throws<ProfileException>(() => ProfileJson.Read(json, kind)).Reasons.Count);

    [Fact]
    public void Profile_ReadAndWritten_SaysTheSame()
    {
        var written = ProfileJson.Write(ProfileJson.Read(Units, ReferenceKind.Units));
        Assert.Equal(written, ProfileJson.Write(ProfileJson.Read(written, ReferenceKind.Units)));
    }

    /// <summary>A name belongs to one kind of file: a profile of cases is not replaced by one of units.</summary>
    [Fact]
    public async Task Name_OfAProfileForOtherFiles_IsNotTaken()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var profiles = database.Get<ImportProfiles>();
        var ofUnits = ProfileJson.Read(Units, ReferenceKind.Units);
        string[] columns = ["source", "caseNo", "unitCode", "acceptedAt"];
        var ofCases = MappingGuesser.Of(columns, RecordStream.Cases);
        await profiles.SaveAsync(Actor.System, "n", RecordStream.Cases, ofCases, Stop);
        await profiles.SaveAsync(Actor.System, "n", RecordStream.Appeals, ofCases, Stop);

        var wrong = await Assert.ThrowsAsync<ProfileException>(() =>
            profiles.SaveAsync(Actor.System, "n", ReferenceKind.Units, ofUnits, Stop)
        );

        Assert.Contains("“n”", wrong.Message, StringComparison.Ordinal);
        Assert.Equal(RecordStream.Appeals, (await profiles.FindAsync(Actor.System, "n", Stop))!.Stream);
    }

    private static string Row(IEnumerable<string> cells) =>
        "<row>" + string.Concat(cells.Select(cell => $"<c t=\"str\"><v>{cell}</v></c>")) + "</row>";
}
