using Portal.Domain.Access;
using Portal.Domain.Metrics.Contents;
using Portal.Domain.Metrics.Control;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Metrics.Reported;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Records.Lists;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for records and figures made of them.</summary>
internal static class RecordCalls
{
    private static readonly MetricPeriod s_october = new(new(2014, 10, 1), new(2014, 10, 31));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static MetricQuery Query => new() { UnitId = StreetId, Period = s_october };

    public static IEnumerable<Call> All =>
        [
            Call.Of<RecordSearch>(
                nameof(RecordSearch.PageAsync),
                Role.Leader,
                StreetId,
                async (search, actor, _) =>
                    (await PageAsync(search, actor, new(RecordStream.Cases))).Any(r => r.Record.UnitId == CommunityId)
                    || (await PageAsync(search, actor, new(RecordStream.Appeals) { UnitId = StreetId })).Count > 0
            ),
            Call.Of<RecordSearch>(
                nameof(RecordSearch.CountAsync),
                Role.Leader,
                StreetId,
                async (search, actor, _) => await search.CountAsync(actor, Own, 10, Token) > 0
            ),
            Call.Of<RecordSearch>(
                nameof(RecordSearch.OpenAsync),
                Role.Leader,
                StreetId,
                async (search, actor, _) =>
                {
                    var (records, count) = await search.OpenAsync(actor, Own, RecordOrder.Default, after: null, 10, 10, Token);
                    return records.Count > 0 || count > 0;
                }
            ),
            Call.Of<RecordSearch>(
                nameof(RecordSearch.AllAsync),
                Role.Leader,
                StreetId,
                async (search, actor, _) => await search.AllAsync(actor, Own, RecordOrder.Default, Token).AnyAsync(Token)
            ),
            Call.Of<RecordSearch>(
                nameof(RecordSearch.FindAsync),
                Role.Leader,
                StreetId,
                async (search, actor, world) =>
                    await search.FindAsync(actor, RecordStream.Cases, CaseIn(world).Source, CaseIn(world).CaseNo, Token) is not null
            ),
            Call.Of<RecordHistory>(
                nameof(RecordHistory.ReadAsync),
                Role.Leader,
                StreetId,
                async (history, actor, world) =>
                    await history.ReadAsync(actor, RecordStream.Cases, CaseIn(world).Source, CaseIn(world).CaseNo, Token) is not null
            ),
            Call.Of<SavedViews>(
                nameof(SavedViews.ListAsync),
                Role.Leader,
                StreetId,
                async (views, actor, _) => (await views.ListAsync(actor, RecordStream.Cases, Token)).Count > 0
            ),
            Call.Of<SavedViews>(
                nameof(SavedViews.SaveAsync),
                Role.Leader,
                StreetId,
                (views, actor, _) => views.SaveAsync(actor, RecordStream.Appeals, "new", "?open=true", Token)
            ) with
            {
                AlsoForOthers = "keeps an address for the very person who asks",
            },
            Call.Of<SavedViews>(
                nameof(SavedViews.DeleteAsync),
                Role.Leader,
                StreetId,
                (views, actor, _) => views.DeleteAsync(actor, RecordStream.Appeals, CallWorld.ViewToDelete, Token)
            ),
            Call.Of<IRecordFeed>(
                nameof(IRecordFeed.LatestAsync),
                Role.Leader,
                StreetId,
                async (feed, actor, _) => (await feed.LatestAsync(Figures(actor), Latest, Token)).Count > 0
            ),
            Call.Of<IMetricsReader>(
                nameof(IMetricsReader.ReadAsync),
                Role.Leader,
                StreetId,
                async (metrics, actor, _) => (await metrics.ReadAsync(Figures(actor), Query, Token)).Count > 0
            ),
            Call.Of<IMetricsReader>(
                nameof(IMetricsReader.ReadUnitMonthsAsync),
                Role.Leader,
                StreetId,
                async (metrics, actor, _) => (await metrics.ReadUnitMonthsAsync(Figures(actor), Query, Token)).Count > 0
            ),
            Call.Of<IMetricsReader>(
                nameof(IMetricsReader.ReadManyAsync),
                Role.Leader,
                StreetId,
                async (metrics, actor, _) =>
                    (await metrics.ReadManyAsync(Figures(actor), [Query, Query], Token)).Any(rows => rows.Count > 0)
            ),
            Call.Of<ControlCharts>(
                nameof(ControlCharts.ReadAsync),
                Role.Leader,
                StreetId,
                async (charts, actor, _) =>
                    (await charts.ReadAsync(actor, StreetId, RecordStream.Cases, MetricName.Accepted, new(2014, 12, 31), Token))
                        .Months
                        .Count > 0
            ),
            Call.Of<IReportedStates>(
                nameof(IReportedStates.ReadAsync),
                Role.Leader,
                StreetId,
                async (states, actor, _) =>
                    await states.ReadAsync(Figures(actor), StreetId, s_october, RecordStream.Cases, Token) is not null
            ),
            Call.Of<FigureContents>(
                nameof(FigureContents.ReadAsync),
                Role.Leader,
                StreetId,
                async (contents, actor, _) =>
                    await contents.ReadAsync(actor, Own with { Measure = RecordMeasure.Accepted }, Token) is { Number: > 0 }
            ),
            Call.Of<ReportReconciliation>(
                nameof(ReportReconciliation.ReadAsync),
                Role.Leader,
                StreetId,
                async (months, actor, _) => (await months.ReadAsync(actor, StreetId, RecordStream.Cases, new(2014, 7, 1), Token)).Count > 0
            ),
            Call.Of<ReportReconciliation>(
                nameof(ReportReconciliation.ExplainAsync),
                Role.Clerk,
                StreetId,
                (months, actor, _) => months.ExplainAsync(actor, CommunityId, RecordStream.Cases, new(2014, 7, 1), "why", Token)
            ),
            Call.Of<SourcesOfRecord>(
                nameof(SourcesOfRecord.SetAsync),
                Role.EfficiencyOffice,
                StreetId,
                (sources, actor, _) =>
                    sources.SetAsync(
                        actor,
                        SecondCommunity,
                        RecordStream.Appeals,
                        new(2014, 9, 1),
                        Domain.Figures.Sources.FigureSource.Reported,
                        Token
                    )
            ),
        ];

    private static RecordFilter Own => new(RecordStream.Cases) { UnitId = StreetId };

    private static Task<IReadOnlyList<FoundRecord>> PageAsync(RecordSearch search, Actor actor, RecordFilter filter) =>
        search.PageAsync(actor, filter, RecordOrder.Default, after: null, 100, Token);

    /// <summary>The source and number of a case of the street's community.</summary>
    private static (string Source, string CaseNo) CaseIn(CallWorld world)
    {
        using var db = world.Open();
        var record = db.Cases.Where(c => c.UnitId == CommunityId).OrderBy(c => c.Id).First();
        return (db.RecordSources.Single(s => s.Id == record.SourceId).Name, record.CaseNo);
    }

    private static RecordFeedQuery Latest => new(StreetId, s_october.From, s_october.To, RecordStream.Cases, null, 5);

    private static Domain.Organisation.UnitScope Figures(Actor actor) => actor.ScopeFor(Permissions.MetricsRead);
}
