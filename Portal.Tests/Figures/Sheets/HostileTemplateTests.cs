using System.IO.Compression;
using System.Text;
using DocumentFormat.OpenXml.Spreadsheet;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Templates;
using Portal.Tests.Demonstration;
using Portal.Tests.Documents;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Sheets.TemplateSheets;

namespace Portal.Tests.Figures.Sheets;

/// <summary>Every hostile upload in place of a filled-in template is refused or reported, with its cell.</summary>
[UseCulture("zh-CN")]
[CollectionDefinition(nameof(HostileTemplateTests), DisableParallelization = true)]
[Collection(nameof(HostileTemplateTests))]
[Needs(Resource.Database)]
public sealed class HostileTemplateTests
{
    private const long MostMemory = 64L << 20;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("rated5", "很多", "value.notNumber", "“很多”不是数字。")]
    [InlineData("rated5", "-3", "value.negative", "“-3”小于 0。")]
    [InlineData("rated5", -3, "value.negative", "“-3”小于 0。")]
    [InlineData("rated5", 3.5, "value.tooManyDecimals", "“3.5”不是整数。")]
    [InlineData("usedDays", 3.25, "value.tooManyDecimals", "“3.25”的小数超过 1 位。")]
    [InlineData("rated5", "不适用", "value.notApplicableNotAllowed", "不能填“不适用”")]
    [InlineData("rated5", 1e15, "value.tooLarge", "超出可填范围")]
    [InlineData("rated5", "1,5", "value.notNumber", "“1,5”不是数字。")]
    [InlineData("rated5", "=1+1", "value.notNumber", "“=1+1”不是数字。")]
    public async Task Value_TheCellDoesNotTake_IsRefusedByItsCell(string code, object value, string problem, string said)
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var book = TemplateBook.Of(view).With((code, value), ("rated4", 4));
        var found = Assert.Single((await book.ReadAsync(view)).Problems);
        Assert.Equal((book.Place(code), problem), (found.Place, found.Code));
        Assert.StartsWith($"{book.Place(code)}（", found.Message, StringComparison.Ordinal);
        Assert.Contains(said, found.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("１２３", 123)]
    [InlineData(" 1,234 ", 1234)]
    [InlineData("12.00", 12)]
    [InlineData(12.000000000000002, 12)]
    public async Task Value_ThatIsMeantAsANumber_IsMended(object value, int number)
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var content = await TemplateBook.Of(view).With(("rated5", value)).ReadAsync(view);
        Assert.Empty(content.Problems);
        Assert.Equal(number, Assert.Single(content.Cells).Value.Number);
    }

    [Fact]
    public async Task Formula_InACellToFillIn_IsRefusedAndElsewhereLetPass()
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var book = TemplateBook.Of(view);
        var place = book.Place("rated5");
        book = book.Edit(sheet =>
        {
            Assert.NotEmpty(sheet.Descendants<CellFormula>()); // the totals
            var cell = TemplateBook.At(sheet, place);
            cell.CellFormula = new CellFormula("WEBSERVICE(\"http://example.org\")");
            cell.CellValue = new CellValue("7");
        });
        var content = await book.ReadAsync(view);
        Assert.Equal((place, "template.formula"), Only(content));
        Assert.Equal($"{place} 中是公式。请直接填写数字。", content.Problems[0].Message);
        Assert.Empty(content.Cells);
    }

    [Fact]
    public async Task MergedCells_OverCellsToFillIn_AreRefused()
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var book = TemplateBook.Of(view);
        var (first, last) = (book.Place("civilAffairs.accepted"), book.Place("civilAffairs.onTheSpot"));
        var problems = (
            await book.Edit(sheet => sheet.Append(new MergeCells(new MergeCell { Reference = $"{first}:{last}" }))).ReadAsync(view)
        ).Problems;
        Assert.Equal([(first, "template.merged"), (last, "template.merged")], problems.Select(p => (p.Place!, p.Code)));
        Assert.Contains($"（{first}:{last}）", problems[0].Message, StringComparison.Ordinal);
        Assert.Empty(
            (await book.Edit(sheet => sheet.Append(new MergeCells(new MergeCell { Reference = "B1:E1" }))).ReadAsync(view)).Problems
        );
    }

    [Theory]
    [InlineData("street-service", SampleData.Street, "2014-10-01", "template.otherForm")]
    [InlineData("community-service", SampleData.OtherCommunity, "2014-10-01", "template.otherUnit")]
    [InlineData("community-service", SampleData.Community, "2014-09-01", "template.otherMonth")]
    public async Task Template_OfAnotherSheet_IsRefused(string form, string unit, string month, string code)
    {
        await using var database = await CreateAsync();
        var other = await database.ViewAsync(
            new SheetKey(form, unit, DateOnly.Parse(month, System.Globalization.CultureInfo.InvariantCulture))
        );
        Assert.Equal(("A2", code), Only(await TemplateBook.Of(other).ReadAsync(await database.ViewAsync())));
    }

    [Theory, UseCulture("zh-CN")]
    [InlineData("street-service", SampleData.Street, "A2：这是另一张表（便民服务月报）的模板，此处需要 社区便民服务月报。")]
    [InlineData("community-service", SampleData.OtherCommunity, "A2：这是另一个单位（三通社区）的模板，此处需要 滨江社区。")]
    public async Task Template_OfAnotherSheet_IsNamedAsPeopleKnowIt(string form, string unit, string message)
    {
        await using var database = await CreateAsync();
        var other = TemplateBook.Of(await database.ViewAsync(new SheetKey(form, unit, new(2014, 10, 1))));
        var names = SheetTemplateNames.Of(
            await database.Get<IFigureReferences>().GetAsync(Token),
            (await database.Get<IReferenceReader>().GetAsync(Token)).Units,
            new(2014, 10, 31)
        );

        Assert.Equal(
            message,
            Assert
                .Single((await SheetTemplate.ReadAsync(new MemoryStream(other.Bytes), await database.ViewAsync(), names, Token)).Problems)
                .Message
        );
    }

    [Fact]
    public async Task Template_OfAnEarlierVersionOfTheForm_IsRefused()
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var later = view with { Form = view.Form with { Versions = [view.Form.Versions[0] with { Id = 99 }] } };
        Assert.Equal(("A2", "template.otherVersion"), Only(await TemplateBook.Of(view).ReadAsync(later)));
    }

    [Fact]
    public async Task Headings_MovedOverTheColumns_AreRefused()
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var book = TemplateBook.Of(view);
        var row = int.Parse(book.Place("civilAffairs.accepted")[1..], System.Globalization.CultureInfo.InvariantCulture) - 1;
        Assert.Equal(($"C{row}", "template.heading"), Only(await book.WithCell($"C{row}", "办结（件）").ReadAsync(view)));
        Assert.Equal(($"B{row + 1}", "template.heading"), Only(await book.WithCell($"B{row + 1}", "劳动就业").ReadAsync(view)));
        Assert.Empty((await book.WithCell($"C{row}", " 受理 (件) ").ReadAsync(view)).Problems);
    }

    [Fact]
    public async Task Codes_ChangedDoubledOrDeleted_AreRefused()
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var book = TemplateBook.Of(view);
        var row = book.Place("rated5")[1..];
        Assert.Equal(
            [($"A{row}", "template.unknownCode"), (null, "template.cellMissing")],
            (await book.WithCell($"A{row}", "rated9").ReadAsync(view)).Problems.Select(p => (p.Place, p.Code))
        );
        var doubled = await book.WithCell($"A{row}", "rated4").ReadAsync(view);
        Assert.Equal(["template.heading", "template.twice", "template.cellMissing"], doubled.Problems.Select(p => p.Code));
        var deleted = await book.Edit(sheet => TemplateBook.At(sheet, $"B{row}").Parent!.Remove()).ReadAsync(view);
        Assert.Equal("缺少“非常满意”：所在的行或列被删除。请重新下载模板。", Assert.Single(deleted.Problems).Message);
    }

    [Fact]
    public async Task File_ThatIsNoTemplate_IsRefused()
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var whole = TemplateBook.Of(view).Bytes;
        Assert.Equal((null, "template.empty"), Only(await ReadAsync([], view)));
        Assert.Equal((null, "template.oldExcel"), Only(await ReadAsync([0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1], view)));
        Assert.Equal((null, "template.notExcel"), Only(await ReadAsync("code,value"u8.ToArray(), view)));
        Assert.Equal((null, "template.notExcel"), Only(await ReadAsync(RawWorkbook.Zip(("readme.txt", "hello")), view)));
        Assert.Equal(
            ("A2", "template.noKey"),
            Only(await ReadAsync(RawWorkbook.Of("""<row r="1"><c r="A1" t="inlineStr"><is><t>hello</t></is></c></row>"""), view))
        );
        foreach (var part in new[] { 3, whole.Length / 3, whole.Length - 30 })
            Assert.StartsWith("template.", Only(await ReadAsync(whole[..part], view)).Code, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Xml_WithEntitiesOrNonsense_IsRefusedUnread()
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        const string Entities = """
            <?xml version="1.0"?><!DOCTYPE x [<!ENTITY e SYSTEM "file:///etc/passwd">]>
            <worksheet><sheetData><row><c t="inlineStr"><is><t>&e;</t></is></c></row></sheetData></worksheet>
            """;
        const string Part = "xl/worksheets/sheet1.xml, ";
        Assert.Equal((Part[..^2], "template.broken"), Only(await ReadAsync(RawWorkbook.WithSheet(Entities), view)));
        foreach (
            var (cell, place, code) in new[]
            {
                ("""<c r="ZZZZZZZ1"><v>1</v></c>""", Part + "ZZZZZZZ1", "template.outsideSheet"),
                ("""<c r="A99999999999"><v>1</v></c>""", Part + "A99999999999", "template.outsideSheet"),
                ("""<c r="A1" t="s"><v>7</v></c>""", "A1", "template.broken"),
                ("<c><v>1</c>", Part + "line 1", "template.broken"),
            }
        )
        {
            Assert.Equal((place, code), Only(await ReadAsync(RawWorkbook.Of($"<row>{cell}</row>"), view)));
        }
    }

    [Fact]
    public async Task File_LargerThanATemplate_IsRefusedWithinBounds()
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();
        var zeros = new string('0', 1 << 20);
        var bomb = RawWorkbook.Zip(("xl/worksheets/sheet1.xml", string.Concat(Enumerable.Repeat(zeros, 64))));
        await CheckAsync("template.unfolds", bomb);
        // Four megabytes of names.
        await CheckAsync("template.unfolds", RawWorkbook.Zip([.. Enumerable.Range(0, 40_000).Select(i => ($"{i}", ""))]));
        await CheckAsync("template.unfolds", RawWorkbook.Zip([.. Enumerable.Range(0, 201).Select(i => ($"{i}", ""))]));
        await CheckAsync(
            "template.tooManyCells",
            RawWorkbook.Of(
                string.Concat(Enumerable.Range(1, 20_001).Select(i => $"<row r=\"{i}\"><c r=\"A{i}\"><v>{i * 7919 % 10007}</v></c></row>"))
            )
        );
        await CheckAsync(
            "template.outsideSheet",
            RawWorkbook.Of("<row>" + string.Concat(Enumerable.Range(1, 200_001).Select(i => $"<c s=\"{i * 7919 % 10007}\"/>")) + "</row>")
        );
        await CheckAsync(
            "template.unfolds",
            RawWorkbook.Of("", texts: string.Concat(Enumerable.Range(0, 50_001).Select(i => $"<si><t>{i * 7919 % 10007}</t></si>")))
        );

        async Task CheckAsync(string code, byte[] bytes)
        {
            var before = GC.GetTotalAllocatedBytes(precise: true);
            Assert.Equal(code, Only(await ReadAsync(bytes, view)).Code);
            Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before, 0, MostMemory); // all it ever took, not only what it held
        }
    }

    [Fact]
    public async Task Sheet_OfTwoHundredMegabytes_IsRefusedWithinBounds()
    {
        await using var database = await CreateAsync();
        var view = await database.ViewAsync();

        // Compresses less than a hundred to one, so that only the unpacked size is over the limit.
        var rows = string.Concat(Enumerable.Range(0, 20_000).Select(i => $"<row><c><v>{(uint)i * 2654435761}</v></c></row>"));
        using var target = new MemoryStream();
        using (var archive = new ZipArchive(target, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("xl/worksheets/sheet1.xml", CompressionLevel.SmallestSize).Open();
            var block = Encoding.UTF8.GetBytes(rows);
            for (var written = 0; written < 200 << 20; written += block.Length)
                entry.Write(block);
        }
        var before = GC.GetTotalAllocatedBytes(precise: true);
        var content = await ReadAsync(target.ToArray(), view);
        Assert.True(Only(content).Code is "template.unfolds" or "template.tooLarge");
        Assert.InRange(GC.GetTotalAllocatedBytes(precise: true) - before - target.Length, 0, MostMemory);
    }

    [Fact]
    public async Task Upload_WithoutEnd_IsBrokenOffAtTheBound()
    {
        await using var database = await CreateAsync();
        await using var endless = new EndlessStream();
        var content = await SheetTemplate.ReadAsync(endless, await database.ViewAsync(), TemplateSheets.Names, Token);
        Assert.Equal("文件超过 5 MiB；填好的模板远小于此。", Assert.Single(content.Problems).Message);
        Assert.InRange(endless.Given, SheetTemplate.MostBytes, SheetTemplate.MostBytes + (128 << 10));
    }

    private static (string? Place, string Code) Only(TemplateContent content)
    {
        var problem = Assert.Single(content.Problems);
        return (problem.Place, problem.Code);
    }

    private static Task<TemplateContent> ReadAsync(byte[] bytes, Portal.Domain.Figures.Sheets.SheetView view) =>
        SheetTemplate.ReadAsync(new MemoryStream(bytes), view, TemplateSheets.Names, Token);

    /// <summary>Begins like a workbook and never ends.</summary>
    private sealed class EndlessStream : MemoryStream
    {
        public long Given { get; private set; }

        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            buffer.Span.Fill((byte)'P');
            if (Given == 0)
                buffer.Span[1] = (byte)'K';
            Given += buffer.Length;
            return ValueTask.FromResult(buffer.Length);
        }
    }
}
