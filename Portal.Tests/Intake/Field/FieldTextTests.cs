using System.Globalization;
using System.Text;
using Portal.Domain.Intake.Files;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Field;

/// <summary>Every row of a text file is received, whatever its separators, quotation marks and encoding.</summary>
[Needs(Resource.Database)]
public sealed class FieldTextTests
{
    private const string Row = ",350103T01A,T5,2014-10-31 09:00,";

    static FieldTextTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

    [Fact]
    public async Task Marks_LeftOpen_AreToldWhereTheyOpenAndSwallowNoRow()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync("c11_quotes.csv");
        Assert.Equal(["4 row.quoteOpen"], outcome.Codes());
        Assert.Equal((5L, 4L, 1L), (outcome.Result.Received, outcome.Result.Created, outcome.Result.Rejected));
        Assert.Equal(["Q\"1", "Q\"2", "Q4", "Q5"], await database.NumbersAsync());
    }

    [Theory]
    [InlineData("\"1{0}\n2{0}\n3{0}\n", "2 row.quoteOpen", "2 3")] // to the end of the file
    [InlineData("\"1{0}\n\"2\"{0}\n3{0}\n", "2 row.quoteOpen", "2 3")] // meets the opening mark of the next row
    [InlineData("1,\"350103T01A,T5,2014-10-31,\n2{0}\n3\"{0}\n4{0}\n", "2 row.quoteOpen", "2 3\" 4")] // meets a stray mark
    [InlineData("\"1{0}\n2{0}\n3\",350103T01A,T5,2014-10-31,\n", "2 row.quoteOpen", "2 3\"")] // meets one before a separator
    [InlineData("1{0}\n\"2{0}\n\"3{0}\n4{0}", "3 row.quoteOpen|4 row.quoteOpen", "1 4")]
    [InlineData("1,350103T01A,\"T5\",\"2014-10-31,\n2{0}\n", "2 row.quoteOpen", "2")]
    [InlineData("1{0}\n2{0}\n\"3\n", "4 row.quoteOpen", "1 2")]
    public async Task Mark_LeftOpen_CostsItsOwnRowAlone(string rows, string codes, string numbers)
    {
        await using var database = await FieldFiles.CreateAsync();
        var text = FieldFiles.Heading + "\n" + rows.Replace("{0}", Row, StringComparison.Ordinal);
        var outcome = await database.ImportTextAsync(text);
        Assert.Equal(codes.Split('|'), outcome.Codes());
        Assert.Equal(numbers.Split(' '), await database.NumbersAsync());
        Assert.Equal(text.TrimEnd('\n').Count('\n'), outcome.Result.Received);
    }

    [Fact]
    public async Task Text_OfSeveralLinesInACell_IsOneCell()
    {
        var profile = FieldFiles.Profile("\"ignore\": [\"note\"]");
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportTextAsync(
            $"{FieldFiles.Heading},note\r\n1{Row},\"first, second\r\n\"\"third\"\"\r\n\"\r\n2{Row},\r\n3{Row}\r\n",
            profile
        );
        Assert.Equal(["6 row.tooFewCells"], outcome.Codes());
        Assert.Equal(["1", "2"], await database.NumbersAsync());
    }

    [Fact]
    public async Task VeryManyOpenMarks_TakeNoLongerThanTheirFile()
    {
        var text = new StringBuilder("source,caseNo,unitCode,acceptedAt\n");
        for (var i = 0; i < 200_000; i++)
            text.Append("\"\"\"s\n"); // each opens a mark that none closes
        var rows = await RecordFileSamples.ReadAsync(text.ToString());
        Assert.Equal(200_000, rows.Count);
        Assert.All(rows, row => Assert.Equal("row.quoteOpen", row.Errors[0].Code));
    }

    [Theory]
    [InlineData("c12_sep_line.csv", "S1")]
    [InlineData("c14_cn_comma.csv", "CC1")]
    public async Task File_WithAnotherSeparator_IsRead(string name, string number)
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportAsync(name);
        Assert.Empty(outcome.Codes());
        Assert.Equal(1, outcome.Result.Received);
        Assert.Equal([number], await database.NumbersAsync());
    }

    [Theory]
    [InlineData("sep=;\r\n", ';', 3)]
    [InlineData("\"sep=|\"\n", '|', 3)]
    [InlineData("SEP=\t\n", '\t', 3)]
    [InlineData("sep=:\n", ':', 3)]
    [InlineData("", '；', 2)]
    [InlineData("\n \n", '|', 4)]
    public async Task Separator_IsFoundOrNamed(string first, char separator, int line)
    {
        var text = $"{first}caseNo,unitCode,itemCode,acceptedAt\n1,350103T01A,T5,2014-10-31\nbad\n".Replace(',', separator);
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportTextAsync(text);
        Assert.Equal([$"{line + 1} row.tooFewCells"], outcome.Codes());
        Assert.Equal(["1"], await database.NumbersAsync());
    }

    [Fact]
    public async Task File_WithoutAHeading_HasNumberedColumns()
    {
        var profile = FieldFiles.Request(
            """
            { "headingRow": 0, "noValue": ["null"], "ignore": ["2"], "fields": {
              "source": { "constant": "X" }, "caseNo": { "template": "{1}/{3}" }, "acceptedAt": { "column": "1" },
              "unitCode": { "column": "4", "values": { "Ward 4": "350103T01A" }, "blank": "350103T01B" },
              "itemCode": { "constant": "T5" }, "closedAt": { "column": "5" } } }
            """
        );
        await using var database = await FieldFiles.CreateAsync();
        database.Clock.SetUtcNow(SampleData.Local(2018, 2, 1));
        var outcome = await database.ImportAsync("r01_headerless.csv", profile);
        Assert.Empty(outcome.Codes());
        Assert.Equal(2, outcome.Result.Created);
        Assert.Equal(["2018-01-01/-77.02", "2018-01-02/-77.01"], await database.NumbersAsync());
    }

    [Fact]
    public async Task Heading_BelowATitle_CanBeChosen()
    {
        await using var database = await FieldFiles.CreateAsync();
        var request = FieldFiles.Request() with { Reading = new() { HeadingRow = 3 } };
        var outcome = await database.ImportTextAsync($"Report of 2014-10\n\n{FieldFiles.Heading}\n1{Row}\nx\n", request);
        Assert.Equal(["5 row.tooFewCells"], outcome.Codes());
        Assert.Equal(["1"], await database.NumbersAsync());
    }

    [Theory]
    [InlineData("gb18030")]
    [InlineData("utf-8")]
    public async Task Encoding_OfAMessage_IsDecidedByWhatComes(string name)
    {
        var text = new StringBuilder("source,caseNo,unitCode,acceptedAt\n");
        for (var i = 0; i < 20_000; i++)
            text.Append(CultureInfo.InvariantCulture, $"s,{i},u,2014-03-01\n");
        text.Append("s,模式台江,u,2014-03-01\n"); // the first character is also two bytes of UTF-8
        var rows = await ReadAsync(Encoding.GetEncoding(name).GetBytes(text.ToString()));
        Assert.Equal("模式台江", rows[^1].Input!.CaseNo);
    }

    [Theory]
    [InlineData("s,台江,u,2014-03-01\n", 30_000)]
    [InlineData("s,1,u,2014-03-01\n", 5)]
    [InlineData("s,1,u,2014-03-01\n", 70_000)]
    public async Task Bytes_ThatFitNowhere_AreToldWithTheirTrueLine(string row, int rows)
    {
        byte[] bytes =
        [
            .. Encoding.UTF8.GetBytes("source,caseNo,unitCode,acceptedAt\n" + string.Concat(Enumerable.Repeat(row, rows))),
            .. "s,"u8,
            0xFF,
            0xFF,
            .. ",u,2014-03-01\ns,later,u,2014-03-01\n"u8,
        ];
        var read = await ReadAsync(bytes);
        Assert.True(read[^1].IsBreak);
        Assert.Equal((rows + 2L, "file.undecodable"), (read[^1].Errors[0].Line, read[^1].Errors[0].Code));
        Assert.Equal(rows, read.Count(r => r.Input is not null)); // every row before it stands
    }

    [Theory]
    [InlineData("big5", "台北")]
    [InlineData("gbk", "台江")]
    [InlineData("windows-1252", "Straße")]
    [InlineData("utf-16BE", "台江")]
    public async Task Encoding_ThatIsNamed_IsUsed(string name, string number)
    {
        var text = $"source,caseNo,unitCode,acceptedAt\ns,{number},u,2014-03-01\n";
        var rows = await ReadAsync(Encoding.GetEncoding(name).GetBytes(text), name);
        Assert.Equal(number, Assert.Single(rows).Input!.CaseNo);
    }

    [Theory]
    [InlineData("klingon")]
    [InlineData("utf-7")]
    [InlineData("iso-2022-jp")]
    public async Task Encoding_ThatCannotBeRead_IsRefused(string name)
    {
        var refused = await Assert.ThrowsAsync<RecordFileException>(() => ReadAsync("source\n"u8.ToArray(), name));
        Assert.Equal("file.encodingUnknown", refused.Code);
    }

    private static Task<List<Domain.Intake.Rows.ParsedRow>> ReadAsync(byte[] bytes, string? encoding = null) =>
        RecordFileSamples.ReadAsync(
            new ForwardStream(bytes),
            new(RecordStream.Cases, FileFormat.Csv) { Reading = new() { Encoding = encoding } }
        );
}
