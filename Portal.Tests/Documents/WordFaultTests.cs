using DocumentFormat.OpenXml.Packaging;
using DocumentFormat.OpenXml.Wordprocessing;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Word;
using Portal.Tests.Demonstration;
using Portal.Tests.Reports;
using D = DocumentFormat.OpenXml.Drawing;
using DW = DocumentFormat.OpenXml.Drawing.Wordprocessing;
using P = DocumentFormat.OpenXml.Drawing.Pictures;

namespace Portal.Tests.Documents;

public sealed class WordFaultTests
{
    private static readonly ReportDocument s_document = ReportSamples.Document;

    // The smallest picture there is: one point.
    private static readonly byte[] s_picture = Convert.FromBase64String(
        "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=="
    );

    [Fact]
    public void Template_WithLoopPictureAndWrongName_IsRenderedAndTheNameSaidWithItsPlace()
    {
        var template = WordFiles.Make(
            AddPicture,
            WordFiles.Paragraph("{{title}}"),
            new Paragraph(new Run(Picture())),
            WordFiles.Table(["街道", "受理"], ["{{#streets}}{{name}}", "{{acepted}}{{/streets}}"]),
            WordFiles.Paragraph("共受理{{cases.accepted}}件,{{cases.", "acceptd}}。")
        );
        var file = WordFiles.Write(s_document, template);

        Assert.Equal(
            [
                new TemplateFault("field.unknown", "表1第2行第2格", "{{acepted}}"),
                new TemplateFault("field.unknown", "第3段", "{{cases.acceptd}}"),
            ],
            WordReport.Check(template, s_document, TestContext.Current.CancellationToken)
        );
        WordFiles.AssertValid(file);
        Assert.Equal(s_picture, WordFiles.Read(file, main => Bytes(main.ImageParts.Single())));
        Assert.Equal("picture", WordFiles.Read(file, main => main.Document!.Body!.Descendants<D.Blip>().Single().Embed!.Value));
        Assert.Equal(["后洲街道", "{{acepted}}"], WordFiles.Rows(file)[1]);
        Assert.Equal("共受理1,254件,{{cases.acceptd}}。", WordFiles.Texts(file)[^1]);
        Assert.Equal(file, WordFiles.Write(s_document, template));
    }

    [Fact]
    public void Picture_InARepeatedRow_IsThereInEachWithAnIdOfItsOwn()
    {
        var table = WordFiles.Table(["{{streets.name}}", ""]);
        table.Descendants<TableCell>().Last().RemoveAllChildren();
        table.Descendants<TableCell>().Last().Append(new Paragraph(new Run(Picture())));
        var file = WordFiles.Write(s_document, WordFiles.Make(AddPicture, table, new Paragraph()));

        WordFiles.AssertValid(file);
        Assert.Equal(
            [1u, 2u, 3u, 4u, 5u],
            WordFiles.Read(file, main => main.Document!.Body!.Descendants<DW.DocProperties>().Select(p => p.Id!.Value).ToList())
        );
    }

    [Theory]
    [InlineData("{{nobody}}", "field.unknown")]
    [InlineData("{{table:nothing}}", "table.unknown")]
    [InlineData("{{chart:nothing}}", "chart.unknown")]
    [InlineData("{{section:nothing}}", "section.unknown")]
    [InlineData("{{content}}", "field.unknown")]
    [InlineData("见{{table:streets}}", "block.notAlone")]
    [InlineData("{{#streets}}", "loop.unclosed")]
    [InlineData("{{/streets}}", "loop.unopened")]
    [InlineData("{{#nothing}}甲{{/nothing}}", "table.unknown")]
    [InlineData("{{streets.nothing}}", "column.unknown")]
    [InlineData("{{unit", "field.unclosed")]
    [InlineData("{{}}", "field.unclosed")]
    public void Tag_ThatCannotBeFilled_IsNamedAndStays(string tag, string code)
    {
        var template = WordFiles.Make(WordFiles.Paragraph("好"), WordFiles.Paragraph(tag));
        var fault = Assert.Single(WordReport.Check(template, s_document, TestContext.Current.CancellationToken));

        Assert.Equal((code, "第2段"), (fault.Code, fault.Place));
        Assert.Contains(fault.Text, tag, StringComparison.Ordinal);
        Assert.Equal(["好", tag], WordFiles.Texts(WordFiles.Write(s_document, template)));
    }

    [Fact]
    public void Fault_InHeader_IsNamedInTheLanguageOfTheReport()
    {
        var template = WordFiles.Make(
            main =>
                main.AddNewPart<HeaderPart>("head").Header = new Header(
                    WordFiles.Paragraph("甲"),
                    WordFiles.Paragraph("{{chart:casesTrend}}")
                ),
            WordFiles.Table(["甲", "{{wrong}}"]),
            new Paragraph()
        );

        Assert.Equal(
            [
                new("field.unknown", "table 1, row 1, cell 2", "{{wrong}}"),
                new("block.notHere", "header, paragraph 2", "{{chart:casesTrend}}"),
            ],
            WordReport.Check(template, s_document with { Culture = ReportSamples.English }, TestContext.Current.CancellationToken)
        );
    }

    [Fact]
    public void Fault_WhereThereIsNothingToRepeat_IsFoundAllTheSame()
    {
        var template = WordFiles.Make(
            WordFiles.Paragraph("{{#none}}"),
            WordFiles.Paragraph("{{name}}与{{wrong}}"),
            WordFiles.Paragraph("{{/none}}"),
            WordFiles.Table(["{{none.name}}", "{{none.wrong}}"]),
            new Paragraph()
        );

        Assert.Equal(
            ["{{wrong}}", "{{none.wrong}}"],
            WordReport.Check(template, s_document, TestContext.Current.CancellationToken).Select(f => f.Text)
        );
        Assert.DoesNotContain(WordFiles.Texts(WordFiles.Write(s_document, template)), t => t.Contains('与', StringComparison.Ordinal));
    }

    private static void AddPicture(MainDocumentPart main) =>
        main.AddNewPart<ImagePart>("image/png", "picture").FeedData(new MemoryStream(s_picture));

    private static Drawing Picture()
    {
        var shape = new P.ShapeProperties(
            new D.Transform2D(new D.Offset { X = 0, Y = 0 }, new D.Extents { Cx = 90000, Cy = 90000 }),
            new D.PresetGeometry(new D.AdjustValueList()) { Preset = D.ShapeTypeValues.Rectangle }
        );
        var picture = new P.Picture(
            new P.NonVisualPictureProperties(
                new P.NonVisualDrawingProperties { Id = 0, Name = "seal.png" },
                new P.NonVisualPictureDrawingProperties()
            ),
            new P.BlipFill(new D.Blip { Embed = "picture" }, new D.Stretch(new D.FillRectangle())),
            shape
        );
        return new(
            new DW.Inline(
                new DW.Extent { Cx = 90000, Cy = 90000 },
                new DW.DocProperties { Id = 1, Name = "seal" },
                new D.Graphic(new D.GraphicData(picture) { Uri = "http://schemas.openxmlformats.org/drawingml/2006/picture" })
            )
        );
    }

    private static byte[] Bytes(OpenXmlPart part)
    {
        using var stream = part.GetStream();
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return bytes.ToArray();
    }
}
