using Portal.Domain.Documents.Content;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Wording;

/// <summary>Puts a report's sections together, in the usual order of such reports.</summary>
internal sealed class ReportComposer(ReportWords words, ReportData data)
{
    private static readonly MetricName[] s_defined =
    [
        MetricName.Accepted,
        MetricName.CompletionRatio,
        MetricName.OnTheSpotRatio,
        MetricName.OverdueRatio,
        MetricName.TimeRatio,
        MetricName.PromisedTimeRatio,
        MetricName.SatisfactionRatio,
        MetricName.SatisfiedRatio,
        MetricName.RatedRatio,
        MetricName.FlowRatio,
        MetricName.Backlog,
        MetricName.StationedRatio,
        MetricName.CompliantRatio,
        MetricName.Completeness,
        MetricName.Timeliness,
        MetricName.CardsIssued,
        MetricName.CardsAnsweredRatio,
        MetricName.RectifiedRatio,
        MetricName.CampaignRatio,
        MetricName.ReviewsMendedRatio,
    ];

    private readonly StreamSentences _cases = new(words, data, data.Cases);
    private readonly StreamSentences _appeals = new(words, data, data.Appeals);
    private readonly StandardsSection _standards = new(words, data);
    private readonly FiguresSection _figures = new(words, data);

    public ReportDocument Compose() =>
        new()
        {
            Culture = words.Culture,
            Title = words.Say("title", data.UnitName),
            Period = words.Period(data.Key),
            Issuer = words.Say("issuer", data.IssuerName),
            State = words.Say("state.draft"),
            Sections = [.. Sections().OfType<ReportSection>()],
            Definitions = [.. s_defined.Select(m => new ReportDefinition(words.Name(m), words.Say($"definition.{m}")))],
            Fields = new ReportFields(words, data).All(),
        };

    private IEnumerable<ReportSection?> Sections()
    {
        yield return new(
            "summary",
            words.Say("section.summary"),
            Paragraphs(words.Join(Summary(), new RankSentences(words, data).Write(), StillOpen(), Incomplete()))
        );
        yield return _standards.Centres();
        yield return Stream(data.Cases, _cases, "cases");
        yield return Stream(data.Appeals, _appeals, "appeals");
        yield return new PointsSection(words, data).Write();
        yield return _figures.Forms();
        yield return _standards.Powers();
        yield return _figures.Reporting();
        yield return new OutcomesSection(words, data).Write();
        if (data.Remark is { } remark)
            yield return new(
                "remarks",
                words.Say("section.remarks"),
                Paragraphs(remark.Text.Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))
            );
        yield return new(
            "state",
            words.Say("section.state"),
            Paragraphs([
                words.Say(data.IsOver ? "state.cohort" : "state.cohort.running", words.Day(data.LastDay)),
                .. _figures.DataState(),
                WithoutComparison(),
            ])
        );
    }

    private string Summary()
    {
        var clauses = new[] { _cases.Summary(), _appeals.Summary() }.Where(c => c.Length > 0).ToList();
        return clauses.Count == 0
            ? words.Say(
                _cases.IsComplete && _appeals.IsComplete ? "summary.none" : "summary.notCounted",
                words.Period(data.Key),
                data.UnitName
            )
            : words.Say("summary", words.Period(data.Key), data.UnitName, string.Join(words.Say("list.semicolon"), clauses));
    }

    private string StillOpen()
    {
        var overdue = data.Cases.Total.NowOrZero.Cohort.OpenOverdue + data.Appeals.Total.NowOrZero.Cohort.OpenOverdue;
        if (_cases.HasNoRecords && _appeals.HasNoRecords)
            return "";
        return overdue == 0 ? words.Say("summary.noneOpen") : words.Say("summary.someOpen", words.Count(overdue));
    }

    private string Incomplete() =>
        (_cases.IsComplete || _cases.HasNoRecords) && (_appeals.IsComplete || _appeals.HasNoRecords)
            ? ""
            : words.Say("summary.incomplete", words.Say("section.state"));

    private string WithoutComparison() =>
        data.Cases.Total.YearBefore is null && data.Appeals.Total.YearBefore is null ? words.Say("state.noYearBefore") : "";

    private ReportSection Stream(StreamData stream, StreamSentences sentences, string code)
    {
        var heading = words.Say($"section.{code}");
        if (sentences.HasNoRecords)
            return new(code, heading, Paragraphs(sentences.Headline(), sentences.Rest()));
        var tables = new StreamTables(words, data, stream);
        var charts = new StreamCharts(words, stream);
        List<ReportBlock> blocks =
        [
            .. Paragraphs(
                sentences.Headline(),
                sentences.Incomplete(),
                sentences.Channels(),
                words.Join(sentences.Punctuality(), sentences.TimeUsed()),
                words.Join(sentences.Satisfaction(), sentences.Rest())
            ),
            .. new StreamOverview(words, data, stream).Write(),
        ];
        if (stream.Months.Count > 1)
            blocks.AddRange([tables.Months(), .. charts.ByMonth()]);
        if (stream.Channels.Count(c => c.Figures.HasRecords) > 1)
            blocks.Add(tables.Channels());
        if (stream.Departments.Any(d => d.Key.Length > 0 && d.Figures.HasRecords))
            blocks.Add(tables.Departments());
        if (stream.Items.Any(i => i.Key.Length > 0 && i.Figures.HasRecords))
            blocks.Add(tables.Items());
        foreach (
            var group in stream
                .Groups.Where(g => g.Kind != UnitKind.Department || stream.Stream == RecordStream.Appeals)
                .Where(g => g.Units.Any(u => u.Figures.HasRecords))
        )
        {
            blocks.AddRange([.. Paragraphs(sentences.Extremes(group)), tables.Group(group), .. charts.ByUnit(group)]);
        }
        return new(code, heading, blocks);
    }

    private static IReadOnlyList<ReportBlock> Paragraphs(params IEnumerable<string> texts) =>
        [.. texts.Where(t => t.Length > 0).Select(t => new ReportParagraph(t))];
}
