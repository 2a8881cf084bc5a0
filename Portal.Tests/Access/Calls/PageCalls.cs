using Portal.Domain.Access;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Figures.Board;
using Portal.Figures.Feed;
using Portal.Live.Snapshots;
using Portal.Live.Views;
using Portal.Organisation;
using Portal.Records.Lists;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls of the readers that belong to pages.</summary>
internal static class PageCalls
{
    private static readonly MetricPeriod s_october = new(new(2014, 10, 1), new(2014, 10, 31));

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Call> All => [.. Live, .. Figures, .. Units];

    private static IEnumerable<Call> Live =>
        [
            Call.Of<LiveSnapshotCache>(
                nameof(LiveSnapshotCache.GetAsync),
                Role.Leader,
                StreetId,
                async (views, actor, _) =>
                    (await views.GetAsync(new(StreetId, s_october, RecordStream.Cases), actor, Token)).Latest.Count > 0
            ),
            Call.Of<LiveReader>(
                nameof(LiveReader.MonthsWithRecordsAsync),
                Role.Leader,
                StreetId,
                async (reader, actor, world) =>
                    (
                        await reader.MonthsWithRecordsAsync(
                            actor.ScopeFor(Permissions.MetricsRead),
                            StreetId,
                            RecordStream.Appeals,
                            world.Today,
                            Token
                        )
                    ).Count > 0
            ),
            Call.Of<LiveResolver>(
                nameof(LiveResolver.ResolveAsync),
                Role.Leader,
                StreetId,
                async (resolver, actor, _) => await resolver.ResolveAsync(new() { Unit = Street }, actor, Token) is not null
            ),
        ];

    private static IEnumerable<Call> Figures =>
        [
            Call.Of<FiguresReader>(
                nameof(FiguresReader.BoardAsync),
                Role.Leader,
                StreetId,
                async (figures, actor, _) => await figures.BoardAsync(actor, Address, Token) is { Rows.Count: > 0 }
            ),
            Call.Of<FiguresReader>(
                nameof(FiguresReader.ListAsync),
                Role.Leader,
                StreetId,
                async (figures, actor, _) => await figures.ListAsync(actor, Address, Token) is { Months.Count: > 0 }
            ),
            Call.Of<FiguresReader>(
                nameof(FiguresReader.OpenAsync),
                Role.Clerk,
                StreetId,
                async (figures, actor, _) => await figures.OpenAsync(actor, Token) > 0
            ) with
            {
                AlsoForOthers = "counts the sheets of the very units for which the actor enters figures",
            },
        ];

    private static IEnumerable<Call> Units =>
        [
            Call.Of<RecordsResolver>(
                nameof(RecordsResolver.ResolveAsync),
                Role.Leader,
                StreetId,
                async (resolver, actor, _) => await resolver.ResolveAsync(new() { Unit = Street }, actor, Token) is not null
            ),
            Call.Of<UnitPickReader>(
                nameof(UnitPickReader.TopAsync),
                Role.Leader,
                StreetId,
                async (units, actor, _) => (await units.TopAsync(Read(actor), Token))?.Code == Street
            ),
            Call.Of<UnitPickReader>(
                nameof(UnitPickReader.FindAsync),
                Role.Leader,
                StreetId,
                async (units, actor, _) => await units.FindAsync(Read(actor), Community, Token) is not null
            ),
            Call.Of<UnitPickReader>(
                nameof(UnitPickReader.AroundAsync),
                Role.Leader,
                StreetId,
                async (units, actor, _) =>
                    (await units.AroundAsync(Read(actor), Street, cancellation: Token)).Picks.Any(p => p.Code == Community)
            ),
            Call.Of<UnitPickReader>(
                nameof(UnitPickReader.SearchAsync),
                Role.Leader,
                StreetId,
                async (units, actor, _) => (await units.SearchAsync(Read(actor), "滨江", cancellation: Token)).Picks.Count > 0
            ),
        ];

    private static FiguresAddress Address => new() { Unit = Street };

    private static UnitScope Read(Actor actor) => actor.ScopeFor(Permissions.UnitsRead);
}
