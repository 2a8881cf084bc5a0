using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Word;
using Portal.Tests.Reports;
using Portal.Tests.Support;

namespace Portal.Tests.Documents;

/// <summary>Templates as people write them: fields in full-width braces, misspelt and left open.</summary>
public sealed class WordFieldFileTests
{
    private static readonly ReportDocument s_document = ReportSamples.Document;

    [Fact]
    public void Field_InFullWidthBraces_IsFilledLikeAnyOther()
    {
        var template = File.ReadAllBytes(TestFiles.Path("Data/field/templates/tpl_fullwidth.docx"));
        Assert.Empty(WordReport.Check(template, s_document, TestContext.Current.CancellationToken));
        var title = s_document.Title;
        Assert.Equal([$"{title} {title}"], WordFiles.Texts(WordFiles.Write(s_document, template)));
    }

    [Fact]
    public void Field_ThatIsUnknownOrLeftOpen_IsToldWithItsPlace()
    {
        var template = File.ReadAllBytes(TestFiles.Path("Data/field/templates/tpl_bad.docx"));
        Assert.Equal(
            [new TemplateFault("field.unclosed", "第1段", "{{title"), new TemplateFault("field.unknown", "第1段", "{{titel}}")],
            WordReport.Check(template, s_document, TestContext.Current.CancellationToken)
        );
    }

    [Theory]
    [InlineData("见｛title｝", "｛title｝")]
    [InlineData("{title}", "{title}")]
    [InlineData("{｛ title ｝}", "{｛ title ｝}")]
    public void Field_InOtherBraces_IsToldAsProbablyMeant(string text, string written)
    {
        var template = WordFiles.Make(WordFiles.Paragraph("好"), WordFiles.Paragraph(text));
        var fault = Assert.Single(WordReport.Check(template, s_document, TestContext.Current.CancellationToken));
        Assert.Equal(("field.braces", "第2段", written), (fault.Code, fault.Place, fault.Text));
    }

    [Theory]
    [InlineData("集合{甲,乙}")]
    [InlineData("{{title}}")]
    [InlineData("｛｝")]
    public void Braces_ThatNameNoField_AreText(string text) =>
        Assert.Empty(WordReport.Check(WordFiles.Make(WordFiles.Paragraph(text)), s_document, TestContext.Current.CancellationToken));
}
