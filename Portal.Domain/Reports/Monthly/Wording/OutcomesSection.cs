using Portal.Domain.Documents.Content;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>What came of supervision: cards, rectifications, bad reviews, campaigns.</summary>
internal sealed class OutcomesSection(ReportWords words, ReportData data)
{
    /// <summary>Null where there was nothing; a kind of which there was nothing is left out.</summary>
    public ReportSection? Write()
    {
        if (data.Outcomes is not { } counts)
            return null;
        var figures = new FigureSet { Outcomes = counts };
        ReportBlock[] sentences =
        [
            .. Sentence(counts.Cards, "outcomes.cards", words.Count(counts.Cards), Parts(MetricName.CardsAnsweredRatio)),
            .. Sentence(counts.Orders, "outcomes.orders", words.Count(counts.Orders), Parts(MetricName.RectifiedRatio)[1..]),
            .. Sentence(counts.Reviews, "outcomes.reviews", words.Count(counts.Reviews), Parts(MetricName.ReviewsMendedRatio)[1..]),
            .. Sentence(counts.Items, "outcomes.campaigns", words.Count(counts.Items), Parts(MetricName.CampaignRatio)[1..]),
        ];
        return sentences.Length == 0 ? null : new("supervision", words.Say("section.supervision"), sentences);

        // Denominator, numerator, share.
        string[] Parts(MetricName metric)
        {
            var value = MetricFormulas.Of(metric, figures);
            return [words.Count((int)value.Denominator!), words.Count((int)value.Numerator!), words.Percent(value.Value, 1)];
        }
    }

    private IEnumerable<ReportBlock> Sentence(int count, string key, string whole, string[] parts) =>
        count == 0 ? [] : [new ReportParagraph(words.Say(key, [whole, .. parts]))];
}
