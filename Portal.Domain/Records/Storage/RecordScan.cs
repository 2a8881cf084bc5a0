using System.Globalization;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Records.Storage;

/// <summary>Bulk-reads the fields of records that figures are counted from.</summary>
internal static class RecordScan
{
    private static readonly string[] s_columns =
    [
        "Stream",
        "UnitId",
        "ItemId",
        "DepartmentId",
        "Channel",
        "AcceptedAt",
        "AcceptedDay",
        "ClosedAt",
        "ClosedDay",
        "Outcome",
        "DueAt",
        "StatutoryMinutes",
        "UsedMinutes",
        "Satisfaction",
        "Overdue",
    ];

    private static readonly string s_select = $"SELECT {string.Join(", ", s_columns.Select(name => $"\"{name}\""))} FROM \"Records\"";

    /// <summary>Called once per record.</summary>
    internal delegate void Visitor(in RecordFacts record);

    /// <summary>All records.</summary>
    public static Task ReadAsync(PortalDb db, Action<RecordFacts> each, CancellationToken cancellation) =>
        ReadAsync(db, "", each, cancellation);

    /// <summary>The records of a stream accepted on the day or before.</summary>
    public static Task ReadAsync(
        PortalDb db,
        RecordStream stream,
        DateOnly through,
        Action<RecordFacts> each,
        CancellationToken cancellation
    ) =>
        ReadAsync(
            db,
            string.Create(
                CultureInfo.InvariantCulture,
                $"WHERE \"Stream\" = {(int)stream} AND \"AcceptedDay\" <= {Days.ToNumber(through)}"
            ),
            each,
            cancellation
        );

    /// <summary>The records of a stream accepted from the one day to the other, both inclusive.</summary>
    public static Task ReadAsync(
        PortalDb db,
        RecordStream stream,
        DateOnly from,
        DateOnly to,
        Action<RecordFacts> each,
        CancellationToken cancellation
    ) =>
        ReadAsync(
            db,
            string.Create(
                CultureInfo.InvariantCulture,
                $"WHERE \"Stream\" = {(int)stream} AND \"AcceptedDay\" BETWEEN {Days.ToNumber(from)} AND {Days.ToNumber(to)}"
            ),
            each,
            cancellation
        );

    /// <summary>A unit's own records of a stream, without those of the units below.</summary>
    public static Task ReadUnitAsync(
        PortalDb db,
        RecordStream stream,
        int unitId,
        Action<RecordFacts> each,
        CancellationToken cancellation
    ) =>
        ReadAsync(
            db,
            string.Create(CultureInfo.InvariantCulture, $"WHERE \"Stream\" = {(int)stream} AND \"UnitId\" = {unitId}"),
            each,
            cancellation
        );

    /// <summary>The units' own records of a stream, accepted from the one day to the other, both inclusive.</summary>
    /// <param name="units">At most some hundreds: the SQL text contains each id.</param>
    public static Task ReadUnitsAsync(
        PortalDb db,
        RecordStream stream,
        IReadOnlyCollection<int> units,
        DateOnly from,
        DateOnly to,
        Action<RecordFacts> each,
        CancellationToken cancellation
    ) =>
        ReadAsync(
            db,
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                WHERE "Stream" = {(int)stream} AND "UnitId" IN ({string.Join(',', units)})
                  AND "AcceptedDay" BETWEEN {Days.ToNumber(from)} AND {Days.ToNumber(to)}
                """
            ),
            each,
            cancellation
        );

    /// <summary>The records with these ids, both ends inclusive.</summary>
    public static void Read(PortalDb db, long first, long last, Visitor each, CancellationToken cancellation) =>
        Read(db, string.Create(CultureInfo.InvariantCulture, $"WHERE \"Id\" BETWEEN {first} AND {last}"), each, cancellation);

    // The fast read paths of both databases are synchronous, so they occupy a thread of the pool.
    private static Task ReadAsync(PortalDb db, string where, Action<RecordFacts> each, CancellationToken cancellation) =>
        Task.Run(() => Read(db, where, (in record) => each(record), cancellation), cancellation);

    private static void Read(PortalDb db, string where, Visitor each, CancellationToken cancellation)
    {
        const int recordsBetweenLooks = 1_024;
        using var rows = NumberRows.Open(db, $"{s_select} {where}", s_columns.Length);
        Span<long> row = stackalloc long[s_columns.Length];
        for (var count = 0; rows.Read(row); count++)
        {
            if (count % recordsBetweenLooks == 0)
                cancellation.ThrowIfCancellationRequested();
            each(Read(row));
        }
    }

    private static RecordFacts Read(ReadOnlySpan<long> row) =>
        new()
        {
            Stream = (RecordStream)row[0],
            UnitId = (int)row[1],
            ItemId = Number(row[2]) ?? 0,
            DepartmentId = Number(row[3]) ?? 0,
            Channel = (Channel)row[4],
            AcceptedAt = Instants.FromMicroseconds(row[5]),
            AcceptedDay = Days.FromNumber((int)row[6]),
            ClosedAt = Instant(row[7]),
            ClosedDay = row[8] == NumberRows.Null ? null : Days.FromNumber((int)row[8]),
            Outcome = (CaseOutcome?)Number(row[9]),
            DueAt = Instant(row[10]),
            StatutoryMinutes = Number(row[11]),
            UsedMinutes = Number(row[12]),
            Satisfaction = (byte?)Number(row[13]),
            Overdue = row[14] != 0,
        };

    private static int? Number(long value) => value == NumberRows.Null ? null : (int)value;

    private static DateTimeOffset? Instant(long value) => value == NumberRows.Null ? null : Instants.FromMicroseconds(value);
}
