using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;

namespace Portal.Domain.Metrics.Contents;

/// <summary>The months of which sheets are the source of record, by the rules of the figures.</summary>
internal sealed class UncountedMonths(IFigureReferences figures) : IUncountedMonths
{
    public async Task<IReadOnlyList<(int UnitId, DateOnly From, DateOnly To)>> ReadAsync(
        RecordStream stream,
        CancellationToken cancellation = default
    ) => Of((await figures.GetAsync(cancellation)).Sources, stream);

    /// <inheritdoc cref="IUncountedMonths.ReadAsync"/>
    public static IReadOnlyList<(int UnitId, DateOnly From, DateOnly To)> Of(SourceRules sources, RecordStream stream) =>
        [
            .. sources
                .All.Where(rule => rule.Stream == stream)
                .GroupBy(rule => rule.UnitId)
                .SelectMany(rules =>
                {
                    SourceRule[] inOrder = [.. rules.OrderBy(rule => rule.FromMonth)];
                    return inOrder.Select((rule, i) => (rule, To: Next(inOrder, i))).Where(r => r.rule.Source == FigureSource.Reported);
                })
                .Select(r => (r.rule.UnitId, r.rule.FromMonth, r.To)),
        ];

    private static DateOnly Next(SourceRule[] rules, int i) =>
        i + 1 < rules.Length ? rules[i + 1].FromMonth.AddDays(-1) : DateOnly.MaxValue;
}
