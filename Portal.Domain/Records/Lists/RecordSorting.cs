using System.Linq.Expressions;
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
    public static IQueryable<ServiceRecord> Sorted(IQueryable<ServiceRecord> records, RecordOrder order, bool byDay)
    {
        var down = order.Descending;
        return order.By switch
        {
            RecordSort.Accepted when byDay => Then(
                Then(First(records, r => r.AcceptedDay, down), r => r.AcceptedAt, down),
                r => r.Id,
                down
            ),
            RecordSort.Accepted => Then(First(records, r => r.AcceptedAt, down), r => r.Id, down),
            RecordSort.Closed => Then(First(records, r => r.ClosedAt, down), r => r.Id, down),
            RecordSort.Due => Then(First(records, r => r.DueAt, down), r => r.Id, down),
            RecordSort.Used => Then(First(records, r => r.UsedMinutes, down), r => r.Id, down),
            RecordSort.Number => Then(First(records, r => r.SourceId, down), r => r.CaseNo, down),
        };
    }

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
        var (id, down) = (cursor.Id, order.Descending);
        if (order.By == RecordSort.Used)
            return AfterMinutes(records, down, (int)cursor.Key, id);
        var at = Instants.FromMicroseconds(cursor.Key);
        // The day bounds the index that begins with it.
        var day = time.DayOf(at);
        return order.By switch
        {
            RecordSort.Accepted when down => records.Where(r =>
                r.AcceptedDay <= day && r.AcceptedAt <= at && (r.AcceptedAt < at || r.Id < id)
            ),
            RecordSort.Accepted => records.Where(r => r.AcceptedDay >= day && r.AcceptedAt >= at && (r.AcceptedAt > at || r.Id > id)),
            RecordSort.Closed when down => records.Where(r => r.ClosedAt <= at && (r.ClosedAt < at || r.Id < id)),
            RecordSort.Closed => records.Where(r => r.ClosedAt >= at && (r.ClosedAt > at || r.Id > id)),
            RecordSort.Due when down => records.Where(r => r.DueAt <= at && (r.DueAt < at || r.Id < id)),
            RecordSort.Due => records.Where(r => r.DueAt >= at && (r.DueAt > at || r.Id > id)),
            RecordSort.Used or RecordSort.Number => throw new ArgumentException("The column holds no instant.", nameof(order)),
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

    private static IQueryable<ServiceRecord> AfterMinutes(IQueryable<ServiceRecord> records, bool down, int minutes, long id) =>
        down
            ? records.Where(r => r.UsedMinutes <= minutes && (r.UsedMinutes < minutes || r.Id < id))
            : records.Where(r => r.UsedMinutes >= minutes && (r.UsedMinutes > minutes || r.Id > id));

    private static IOrderedQueryable<ServiceRecord> First<T>(
        IQueryable<ServiceRecord> records,
        Expression<Func<ServiceRecord, T>> key,
        bool down
    ) => down ? records.OrderByDescending(key) : records.OrderBy(key);

    private static IOrderedQueryable<ServiceRecord> Then<T>(
        IOrderedQueryable<ServiceRecord> records,
        Expression<Func<ServiceRecord, T>> key,
        bool down
    ) => down ? records.ThenByDescending(key) : records.ThenBy(key);

    private static long? Microseconds(DateTimeOffset? instant) => instant is { } at ? Instants.ToMicroseconds(at) : null;
}
