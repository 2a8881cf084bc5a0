using Bunit;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Records;
using Portal.Intake;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>The result of an import tells every count, and what was taken otherwise than it was sent.</summary>
public sealed class BatchCardTests : PortalTestContext
{
    [Theory]
    [InlineData("zh-CN", "过时", "清空的值", "存疑")]
    [InlineData("en", "Stale", "Values cleared", "Doubtful")]
    public void Result_OfUpdates_ShowsEveryCountAndNotice(string language, string stale, string cleared, string doubtful)
    {
        SetLanguage(language);
        var card = Render<BatchCard>(p => p.Add(c => c.Batch, Batch("""["Sheet A was read.", "<b>"]""")));
        Assert.Equal((stale, "2"), Count(card, "stale"));
        Assert.Equal((cleared, "3"), Count(card, "cleared"));
        Assert.Equal((doubtful, "4"), Count(card, "doubtful"));
        Assert.Equal(["Sheet A was read.", "<b>"], card.FindAll("ul.notice li").Select(li => li.TextContent));
    }

    [Fact]
    public void Result_WithNothingToSay_HasNoList() =>
        Assert.Empty(Render<BatchCard>(p => p.Add(c => c.Batch, Batch(null))).FindAll("ul.notice"));

    private static (string Name, string Number) Count(IRenderedComponent<BatchCard> card, string name) =>
        (card.Find($"[data-count={name}] dt").TextContent, card.Find($"[data-count={name}] dd").TextContent);

    private static ImportBatch Batch(string? notices) =>
        new()
        {
            FileName = "cases.csv",
            CreatedBy = "office",
            Language = "en",
            Scope = "",
            Stream = RecordStream.Cases,
            Status = ImportStatus.Completed,
            Received = 10,
            Stale = 2,
            Cleared = 3,
            Doubtful = 4,
            NoticesJson = notices,
        };
}
