using Portal.Domain.Shared;

namespace Portal.Domain.Records.Lists;

/// <summary>Sorts records, and continues after a record: every page costs the same, and new records move no other.</summary>
internal static class RecordSorting
{
    /// <summary>Only the records with a value in the column of the order; all when every record has one.</summary>
    public static IQueryable<ServiceRecord> WithKey(IQueryable<ServiceRecord> records, RecordSort by) =>
        by switch
        {
            RecordSort.Accepted or RecordSort.Number => records,
            RecordSort.Closed => records.Where(r => r.ClosedAt != null),
            RecordSort.Due => records.Where(r => r.DueAt != null),
            RecordSort.Used => records.Where(r => r.UsedMinutes != null),
        };

    /// <summary>The others; null when every record has a value.</summary>
    public static IQueryable<ServiceRecord>? WithoutKey(IQueryable<ServiceRecord> records, RecordSort by) =>
        by switch
        {
            RecordSort.Accepted or RecordSort.Number => null,
            RecordSort.Closed => records.Where(r => r.ClosedAt == null),
            RecordSort.Due => records.Where(r => r.DueAt == null),
            RecordSort.Used => records.Where(r => r.UsedMinutes == null),
        };

    /// <summary>The record's place in the order.</summary>
    public static RecordCursor CursorOf(ServiceRecord record, RecordSort by) =>
        new(
            by switch
            {
                RecordSort.Accepted => Instants.ToMicroseconds(record.AcceptedAt),
                RecordSort.Closed => Microseconds(record.ClosedAt),
                RecordSort.Due => Microseconds(record.DueAt),
                RecordSort.Used => record.UsedMinutes,
                RecordSort.Number => 0,
            },
            record.Id
        );

    /// <param name="records">Records with a value.</param>
    /// <param name="order">The order.</param>
    /// <param name="byDay">Read along the index that begins with the day of acceptance.</param>
    public static IQueryable<ServiceRecord> Sorted(IQueryable<ServiceRecord> records, RecordOrder order, bool byDay) =>
        (order.By, order.Descending) switch
        {
            (RecordSort.Accepted, true) when byDay => records
                .OrderByDescending(r => r.AcceptedDay)
                .ThenByDescending(r => r.AcceptedAt)
                .ThenByDescending(r => r.Id),
            (RecordSort.Accepted, false) when byDay => records.OrderBy(r => r.AcceptedDay).ThenBy(r => r.AcceptedAt).ThenBy(r => r.Id),
            (RecordSort.Accepted, true) => records.OrderByDescending(r => r.AcceptedAt).ThenByDescending(r => r.Id),
            (RecordSort.Accepted, false) => records.OrderBy(r => r.AcceptedAt).ThenBy(r => r.Id),
            (RecordSort.Closed, true) => records.OrderByDescending(r => r.ClosedAt).ThenByDescending(r => r.Id),
            (RecordSort.Closed, false) => records.OrderBy(r => r.ClosedAt).ThenBy(r => r.Id),
            (RecordSort.Due, true) => records.OrderByDescending(r => r.DueAt).ThenByDescending(r => r.Id),
            (RecordSort.Due, false) => records.OrderBy(r => r.DueAt).ThenBy(r => r.Id),
            (RecordSort.Used, true) => records.OrderByDescending(r => r.UsedMinutes).ThenByDescending(r => r.Id),
            (RecordSort.Used, false) => records.OrderBy(r => r.UsedMinutes).ThenBy(r => r.Id),
            (RecordSort.Number, true) => records.OrderByDescending(r => r.SourceId).ThenByDescending(r => r.CaseNo),
            (RecordSort.Number, false) => records.OrderBy(r => r.SourceId).ThenBy(r => r.CaseNo),
            _ => throw new InvalidOperationException($"Unknown order {order}."),
        };

    /// <summary>Records of several runs, each in order, in one order.</summary>
    public static IEnumerable<ServiceRecord> Merged(IEnumerable<ServiceRecord> records, RecordOrder order)
    {
        var keyed = records.Select(record => (Record: record, CursorOf(record, order.By).Key));
        var sorted = order.Descending
            ? keyed.OrderByDescending(r => r.Key).ThenByDescending(r => r.Record.Id)
            : keyed.OrderBy(r => r.Key).ThenBy(r => r.Record.Id);
        return sorted.Select(r => r.Record);
    }

    /// <summary>Only records after the cursor, which has a value.</summary>
    public static IQueryable<ServiceRecord> After(
        IQueryable<ServiceRecord> records,
        RecordOrder order,
        (long Key, long Id) cursor,
        DistrictTime time
    )
    {
        var id = cursor.Id;
        if (order.By == RecordSort.Used)
        {
            var minutes = (int)cursor.Key;
            return order.Descending
                ? records.Where(r => r.UsedMinutes <= minutes && (r.UsedMinutes < minutes || r.Id < id))
                : records.Where(r => r.UsedMinutes >= minutes && (r.UsedMinutes > minutes || r.Id > id));
        }
        var at = Instants.FromMicroseconds(cursor.Key);
        var day = time.DayOf(at);
        return (order.By, order.Descending) switch
        {
            // The day bounds the index that begins with it.
            (RecordSort.Accepted, true) => records.Where(r =>
                r.AcceptedDay <= day && r.AcceptedAt <= at && (r.AcceptedAt < at || r.Id < id)
            ),
            (RecordSort.Accepted, false) => records.Where(r =>
                r.AcceptedDay >= day && r.AcceptedAt >= at && (r.AcceptedAt > at || r.Id > id)
            ),
            (RecordSort.Closed, true) => records.Where(r => r.ClosedAt <= at && (r.ClosedAt < at || r.Id < id)),
            (RecordSort.Closed, false) => records.Where(r => r.ClosedAt >= at && (r.ClosedAt > at || r.Id > id)),
            (RecordSort.Due, true) => records.Where(r => r.DueAt <= at && (r.DueAt < at || r.Id < id)),
            (RecordSort.Due, false) => records.Where(r => r.DueAt >= at && (r.DueAt > at || r.Id > id)),
            _ => throw new InvalidOperationException($"Unknown order {order}."),
        };
    }

    /// <summary>
    /// Only records after this number of this source: first those of the source, then those of the sources after it. One condition for
    /// both would read the source's records from its first number on.
    /// </summary>
    public static Func<IQueryable<ServiceRecord>, IQueryable<ServiceRecord>>[] AfterNumber(bool descending, int source, string number) =>
#pragma warning disable CA1310, MA0001, MA0074 // The database compares, by its own order of text.
        descending
            ?
            [
                records => records.Where(r => r.SourceId == source && string.Compare(r.CaseNo, number) < 0),
                records => records.Where(r => r.SourceId < source),
            ]
            :
            [
                records => records.Where(r => r.SourceId == source && string.Compare(r.CaseNo, number) > 0),
                records => records.Where(r => r.SourceId > source),
            ];
#pragma warning restore CA1310, MA0001, MA0074

    /// <summary>Records without a value, in order of their ids.</summary>
    public static IQueryable<ServiceRecord> SortedById(IQueryable<ServiceRecord> records, bool descending, long? after) =>
        descending
            ? records.Where(r => after == null || r.Id < after).OrderByDescending(r => r.Id)
            : records.Where(r => after == null || r.Id > after).OrderBy(r => r.Id);

    private static long? Microseconds(DateTimeOffset? instant) => instant is { } at ? Instants.ToMicroseconds(at) : null;
}
