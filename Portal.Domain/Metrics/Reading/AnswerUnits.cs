using Portal.Domain.Organisation;

namespace Portal.Domain.Metrics.Reading;

/// <summary>
/// The unit of the answer that something of a unit counts for: by unit, the child at or above it or, for what the unit of the query holds
/// itself, that unit; else the unit of the query.
/// </summary>
internal sealed class AnswerUnits(MetricQuery query, UnitTree units, DateOnly today)
{
    /// <summary>Null when the unit did not belong to the unit of the query on the day that counts.</summary>
    public int? Of(int unitId, DateOnly on)
    {
        var day = query.Structure == MetricStructure.Today ? today : on;
        int? below = null;
        foreach (var id in units.SelfAndAbove(unitId, day))
        {
            if (id == query.UnitId)
                return query.By == MetricBy.Unit && below is { } child ? RowOf(child) : id;
            below = id;
        }
        return null;
    }

    /// <summary>The row of a child: its own or, for one dissolved, by today's structure that of the unit of the query.</summary>
    public int RowOf(int child) => query.Structure == MetricStructure.Then || units.IsInForce(child, today) ? child : query.UnitId;

    /// <summary>Empty rows for keys that the rows lack: units and months without a record.</summary>
    public IEnumerable<MetricRow> RowsWithoutRecords(IReadOnlyList<MetricRow> rows, IEnumerable<string> keys)
    {
        var day = query.Period.To < today ? query.Period.To : today;
        foreach (var key in keys.Except(rows.Select(r => r.Key), StringComparer.Ordinal))
        {
            var unit = query.By == MetricBy.Unit ? units.Find(key)! : units.Find(query.UnitId)!;
            var name = units.NameAt(unit.Id, day);
            yield return new(unit.Id, unit.Code, name, key, query.By == MetricBy.Unit ? name : key, new())
            {
                IsOwn = query.By == MetricBy.Unit && unit.Id == query.UnitId,
            };
        }
    }
}
