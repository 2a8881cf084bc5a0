using System.Runtime.InteropServices;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Sheets;

/// <summary>
/// The monthly counts that a clerk would report: the measures of a unit's own records, and the number closed in the month.
/// </summary>
internal sealed class ReportedCounts(MetricsCalculator calculator)
{
    private readonly Dictionary<(int UnitId, RecordStream Stream, int Month), (Measures Accepted, long Closed)> _counts = [];

    public async Task ReadAsync(PortalDb db, CancellationToken cancellation) =>
        await RecordScan.ReadAsync(db, record => calculator.Contribute(record, Add), cancellation);

    /// <summary>All zero for a month without records.</summary>
    public (Measures Accepted, long Closed) Of(int unitId, RecordStream stream, DateOnly month) =>
        _counts.GetValueOrDefault((unitId, stream, Days.ToMonthNumber(month)));

    private void Add(CountingPlace place, Measures measures)
    {
        if (place.Basis == CellBasis.FellOverdue)
            return;
        ref var count = ref CollectionsMarshal.GetValueRefOrAddDefault(
            _counts,
            (place.UnitId, place.Stream, Days.ToMonthNumber(place.Day)),
            out _
        );
        count =
            place.Basis == CellBasis.Accepted
                ? (count.Accepted + measures, count.Closed)
                : (count.Accepted, count.Closed + measures.Accepted);
    }
}
