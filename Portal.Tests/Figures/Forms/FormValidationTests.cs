using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Figures.Forms;

public sealed class FormValidationTests
{
    [Fact]
    public void Problems_OfSoundForms_AreNone()
    {
        Assert.Empty(FormValidation.Problems(FormSamples.List(new FormCheck("order", "onTheSpot <= closed <= accepted"))));
        Assert.Empty(
            FormValidation.Problems(
                FormSamples.Table(
                    new FormCheck("order", "closed <= accepted") { Each = "by-kind" },
                    new FormCheck("all", "due <= sum(by-kind.accepted)")
                )
            )
        );
    }

    [Theory]
    [InlineData("closed <= acepted", null, 10, "rule.unknownName")]
    [InlineData("sum(main.closed) = 1", null, 4, "rule.unknownName")]
    [InlineData("closed <=", null, 9, "rule.nameExpected")]
    [InlineData("1 = 1", null, 0, "rule.noName")]
    [InlineData("closed <= accepted", "main", null, "form.noTable")]
    public void Check_ThatCannotBe_IsNamedWithItsPlace(string rule, string? each, int? position, string code)
    {
        var problem = Assert.Single(
            FormValidation.Problems(
                FormSamples.List(new FormCheck("fine", "closed <= accepted"), new FormCheck("it", rule) { Each = each })
            )
        );
        Assert.Equal((each is null ? "checks[1].rule" : "checks[1].each", code, position), (problem.Path, problem.Code, problem.Position));
    }

    [Theory]
    [InlineData("a b", "form.code")]
    [InlineData("1a", "form.code")]
    [InlineData("a-b", "form.code")]
    [InlineData("sum", "form.code")]
    [InlineData("受理", "form.code")]
    [InlineData("", "form.code")]
    [InlineData("CLOSED", "form.codeTwice")]
    [InlineData("main", "form.codeTwice")]
    public void Code_ThatCannotBe_IsNamed(string code, string problem) =>
        Assert.Equal(("sections[0].rows[5].code", problem), Only(With(FormSamples.Line(code, "名", "Name"))));

    [Fact]
    public void Line_WithoutTraitsOrText_IsNamed()
    {
        Assert.Equal(("sections[0].rows[5].traits", "form.traitsRequired"), Only(With(FormSamples.Row("more", "名", ""))));
        Assert.Equal(("sections[0].rows[5].name.zh", "form.textRequired"), Only(With(FormSamples.Line("more", " ", "Name"))));
        Assert.Equal(("sections[0].rows[5].name.zh", "form.textTooLong"), Only(With(FormSamples.Line("more", new string('名', 101), ""))));
        Assert.Equal(("sections[0].rows[5].name.en", "form.textUnprintable"), Only(With(FormSamples.Line("more", "名", "a\u202Eb"))));
        Assert.Equal(
            ("sections[0].rows[5].traits.decimals", "form.decimals"),
            Only(With(FormSamples.Line("more", "名", "", new IndicatorTraits { Decimals = 5 })))
        );
        Assert.Equal(
            ("sections[0].rows[5].traits.decimals", "form.measureWhole"),
            Only(With(FormSamples.Line("more", "名", "", new IndicatorTraits { Decimals = 1, Measure = FigureMeasure.Closed })))
        );
    }

    [Fact]
    public void Table_WithTraitsOnItsRows_IsNamed()
    {
        var table = new FormSection("table", new("表", ""), [FormSamples.Line("row", "行", "")], [FormSamples.Line("column", "列", "")]);
        Assert.Equal(("sections[0].rows[0].traits", "form.traitsInRow"), Only(new FormDefinition(new("表", ""), [table], [])));
    }

    [Fact]
    public void Form_OfABillionCells_IsRefusedWithoutCountingThemOut()
    {
        FormLine[] lines = [.. Enumerable.Repeat(FormSamples.Line("same", "同", ""), 40_000)];
        Assert.Equal(
            ("sections", "form.tooManyCells"),
            Only(new FormDefinition(new("表", ""), [new FormSection("table", new("表", ""), lines, lines)], []))
        );
    }

    [Fact]
    public void Checks_ThatWouldTakeForever_AreRefused()
    {
        FormLine[] rows = [.. Enumerable.Range(0, 1_000).Select(i => FormSamples.Row($"r{i}", "行", ""))];
        var table = new FormSection("table", new("表", ""), rows, [FormSamples.Line("c", "列", "")]);
        Assert.Equal(
            ("checks", "form.tooMuchToCheck"),
            Only(new FormDefinition(new("表", ""), [table], [new FormCheck("it", "c <= sum(table.c)") { Each = "table" }]))
        );
    }

    [Fact]
    public void Form_ReadFromNullsInJson_IsRefusedNotBroken()
    {
        const string json = """{"name":{"zh":"表","en":""},"sections":[null],"checks":[null]}""";
        Assert.Equal(("sections", "form.partMissing"), Only(FormJson.Read(json)));
    }

    private static FormDefinition With(FormLine line)
    {
        var form = FormSamples.List();
        return form with { Sections = [form.Sections[0] with { Rows = [.. form.Sections[0].Rows, line] }] };
    }

    private static (string Path, string Code) Only(FormDefinition form)
    {
        var problem = Assert.Single(FormValidation.Problems(form));
        return (problem.Path, problem.Code);
    }
}
