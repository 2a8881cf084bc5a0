using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Tests.Documents;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Field;

/// <summary>Two spellings of one number are one record, and two numbers never become one.</summary>
[Needs(Resource.Database)]
public sealed class FieldIdentityTests
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Numbers_WithExponents_AreRefusedOneByOne()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync("c04_sci.csv");
        Assert.Equal((3L, 3L), (outcome.Result.Received, outcome.Result.Rejected));
        Assert.Equal(["2 caseNo identifier.exponent", "3 caseNo identifier.exponent", "4 caseNo identifier.exponent"], outcome.Codes());
        Assert.Empty(await database.NumbersAsync());
    }

    [Fact]
    public async Task Numbers_ForcedToBeText_AreThoseNumbers()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync("c05_apos.csv");
        Assert.Empty(outcome.Codes());
        Assert.Equal(["00123", "00124", "00125"], await database.NumbersAsync());
    }

    [Fact]
    public async Task Numbers_WithSpacesAndInvisibleCharacters_AreCleaned()
    {
        await using var database = await FieldFiles.CreateAsync();
        Assert.Empty((await database.ImportAsync("c06_spaces.csv")).Codes());
        var records = await database.RecordsAsync();
        Assert.Equal(["A 11", "A 12", "A10", "A6", "A7", "A8", "A9"], records.Select(r => r.CaseNo));
        Assert.Equal("A9\u200B", records[^1].CaseNoAsSent);
        Assert.Null(records[0].CaseNoAsSent);
    }

    [Theory, Databases]
    public async Task Numbers_InFullWidth_AreTheSameAsUsualOnes(DatabaseKind kind)
    {
        await using var database = await FieldFiles.CreateAsync(kind);
        var outcome = await database.ImportAsync("c07_fullwidth.csv");
        Assert.Empty(outcome.Codes());
        Assert.Equal((5L, 0L), (outcome.Result.Created, outcome.Result.Rejected)); // Ａ１３ and A13 are one case
        var records = await database.RecordsAsync();
        Assert.Equal(["A13", "A14", "A15", "A16", "A17"], records.Select(r => r.CaseNo));
        Assert.Equal("Ａ１３", records[0].CaseNoAsSent);
        Assert.All(records, r => Assert.Equal("2014-10-31 09:00:00", database.Local(r.AcceptedAt)));
    }

    [Fact]
    public async Task Numbers_WithDigitsOfTheirFormat_AreWhatIsShown()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync("x08_leading_zero_fmt.xlsx");
        Assert.Empty(outcome.Codes());
        Assert.Equal((1L, 1L), (outcome.Result.Created, outcome.Result.Unchanged));
        Assert.Equal(["000000012"], await database.NumbersAsync());
    }

    [Theory]
    [InlineData("<c s=\"0\"><v>350103201410310</v></c>", "350103201410310")] // fifteen digits
    [InlineData("<c s=\"1\"><v>7</v></c>", "0007")]
    [InlineData("<c s=\"2\"><v>20140012</v></c>", "2014-0012")]
    [InlineData("<c s=\"3\"><v>12</v></c>", "LS012")]
    [InlineData("<c s=\"5\"><v>1234</v></c>", "1234")] // thousands are shown, but no part of a number
    [InlineData("<c t=\"str\"><v>3.5</v></c>", "3.5")]
    [InlineData("<c s=\"4\"><v>12</v></c>", null)] // shown with an exponent
    [InlineData("<c s=\"0\"><v>3501032014103100</v></c>", null)]
    [InlineData("<c s=\"0\"><v>3.50103E+17</v></c>", null)]
    [InlineData("<c s=\"0\"><v>12.5</v></c>", null)]
    [InlineData("<c s=\"6\"><v>41943</v></c>", null)] // a number that a program took for a date
    [InlineData("<c t=\"str\"><v>3.50103E+17</v></c>", null)]
    public async Task Number_OfACell_IsItsDigitsOrRefused(string cell, string? number)
    {
        const string Looks =
            "<numFmts><numFmt numFmtId=\"170\" formatCode=\"0000\"/><numFmt numFmtId=\"171\" formatCode=\"0000\\-0000\"/>"
            + "<numFmt numFmtId=\"172\" formatCode=\"&quot;LS&quot;000;[Red]-0\"/><numFmt numFmtId=\"173\" formatCode=\"#,##0\"/></numFmts>"
            + "<cellXfs><xf numFmtId=\"0\"/><xf numFmtId=\"170\"/><xf numFmtId=\"171\"/><xf numFmtId=\"172\"/><xf numFmtId=\"11\"/>"
            + "<xf numFmtId=\"173\"/><xf numFmtId=\"14\"/></cellXfs>";
        var heading = string.Concat(FieldFiles.Heading.Split(',').Select(name => $"<c t=\"str\"><v>{name}</v></c>"));
        var row = $"<row>{cell}<c t=\"str\"><v>350103T01A</v></c><c t=\"str\"><v>T5</v></c><c t=\"str\"><v>2014-10-31</v></c></row>";
        await using var database = await FieldFiles.CreateAsync();

        var outcome = await database.ImportAsync(
            new MemoryStream(RawWorkbook.Of($"<row>{heading}</row>{row}", looks: Looks)),
            "cases.xlsx"
        );

        Assert.Equal(number is null ? [] : [number], await database.NumbersAsync());
        Assert.Equal(number is null ? 1 : 0, outcome.Result.Errors.Count(e => e.Code is "identifier.number" or "identifier.exponent"));
    }

    [Theory]
    [InlineData("Ａ－１３", "A-13")]
    [InlineData("（2014）1号", "(2014)1号")]
    [InlineData("\uFEFF\u2066 1\u00AD2\u2069", "12")]
    [InlineData("a13", "a13")] // capital letters make another number
    [InlineData("𠮷\uFE00镕", "𠮷镕")]
    [InlineData(" \u3000", "")]
    [InlineData("e\u200B\u0301", "é")] // cleaning that again changes nothing
    public void Clean_OfAnIdentifier_IsWhatIsSeen(string text, string clean) => Assert.Equal(clean, Identifiers.Clean(text));

    [Theory]
    [InlineData("3.50103E+17", true)]
    [InlineData("1e5", true)]
    [InlineData("35E+16", true)]
    [InlineData("2014E0012", false)]
    [InlineData("2014E12", false)]
    [InlineData("E5", false)]
    [InlineData("1E", false)]
    [InlineData("5-E5", false)]
    public void HasExponent_OfANumber_IsNotThatOfACode(string text, bool has) => Assert.Equal(has, Identifiers.HasExponent(text));

    [Theory, Databases]
    public async Task Lookups_OfUncleanSpellings_FindUnitItemAndCase(DatabaseKind kind)
    {
        await using var database = await FieldFiles.CreateAsync(kind);
        await database.ImportTextAsync($"{FieldFiles.Heading}\nＢ１,350103T01A,T5,2014-10-31,\n");
        var reference = await database.Get<IReferenceReader>().GetAsync(Stop);
        Assert.Equal("350103T01A", reference.Units.Find("350103T01Ａ\u200B")?.Code);
        Assert.Equal("T5", reference.Items.Find(" Ｔ５")?.Code);
        var found = await database
            .Get<RecordSearch>()
            .PageAsync(Actor.System, new(RecordStream.Cases) { CaseNo = "Ｂ１ " }, RecordOrder.Default, after: null, 100, Stop);
        Assert.Equal("B1", Assert.Single(found).Record.CaseNo);
    }

    /// <summary>The name of a source is part of a case's number: three spellings made three records of one case.</summary>
    [Theory, Databases]
    public async Task Source_InSeveralSpellings_IsOne(DatabaseKind kind)
    {
        await using var database = await FieldFiles.CreateAsync(kind);
        var heading = FieldFiles.Heading + ",source\n";
        var row = "1,350103T01A,T5,2014-10-31,";

        var outcome = await database.ImportTextAsync($"{heading}{row},dup1\n{row},ｄｕｐ１\n{row},dup1\u200B\n{row},\u200B\n");

        Assert.Equal((2L, 2L), (outcome.Result.Created, outcome.Result.Unchanged)); // a blank one is that of the import
        var filter = new RecordFilter(RecordStream.Cases) { Source = " ｄｕｐ１" };
        var found = await database.Get<RecordSearch>().PageAsync(Actor.System, filter, RecordOrder.Default, after: null, 100, Stop);
        Assert.Equal("dup1", Assert.Single(found).Source);
        Assert.Equal(["X", "dup1"], (await database.Get<SourceNames>().ListAsync(Actor.System, Stop)).Select(name => name.Name));
    }

    [Fact]
    public async Task Codes_OfReferenceFiles_AreCleanedLikeThoseOfRecords()
    {
        await using var database = await FieldFiles.CreateAsync();
        var units = "code,name,kind,parentCode\n'00777 ,甲,community,３５０１０３Ｔ０１\n"u8.ToArray();
        var result = await database
            .Get<Portal.Domain.Intake.Reference.UnitImporter>()
            .ImportAsync(Actor.System, new MemoryStream(units), new("units.csv"), Stop);
        Assert.Empty(result.Errors);
        Assert.Empty((await database.ImportTextAsync($"{FieldFiles.Heading}\n1,=\"00777\",T5,2014-10-31,\n")).Codes());
    }
}
