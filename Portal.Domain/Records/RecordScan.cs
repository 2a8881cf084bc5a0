using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Domain.Appeals;
using Portal.Domain.Cases;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Records;

/// <summary>Reads many records fast, with only what figures are counted from.</summary>
internal static class RecordScan
{
    private const string Columns = """
        "Stream", "UnitId", "ItemId", "DepartmentId", "Channel", "AcceptedAt", "AcceptedDay", "ClosedAt", "ClosedDay",
        "Outcome", "DueAt", "StatutoryMinutes", "UsedMinutes", "Satisfaction", "Overdue"
        """;

    /// <summary>All records.</summary>
    public static Task ReadAsync(PortalDb db, Action<ServiceRecord> each, CancellationToken cancellation) =>
        ReadAsync(db, $"SELECT {Columns} FROM \"Records\"", each, cancellation);

    /// <summary>The records of a stream accepted on the day or before.</summary>
    public static Task ReadAsync(PortalDb db, RecordStream stream, DateOnly through, Action<ServiceRecord> each, CancellationToken cancellation) =>
        ReadAsync(
            db,
            string.Create(CultureInfo.InvariantCulture, $"SELECT {Columns} FROM \"Records\" WHERE \"Stream\" = {(int)stream} AND \"AcceptedDay\" <= {Days.ToNumber(through)}"),
            each,
            cancellation);

    /// <summary>The records of a stream accepted from the one day to the other, both inclusive.</summary>
    public static Task ReadAsync(PortalDb db, RecordStream stream, DateOnly from, DateOnly to, Action<ServiceRecord> each, CancellationToken cancellation) =>
        ReadAsync(
            db,
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT {Columns} FROM \"Records\" WHERE \"Stream\" = {(int)stream} AND \"AcceptedDay\" BETWEEN {Days.ToNumber(from)} AND {Days.ToNumber(to)}"),
            each,
            cancellation);

    /// <summary>The records of a stream that one unit holds itself.</summary>
    public static Task ReadUnitAsync(PortalDb db, RecordStream stream, int unitId, Action<ServiceRecord> each, CancellationToken cancellation) =>
        ReadAsync(
            db,
            string.Create(CultureInfo.InvariantCulture, $"SELECT {Columns} FROM \"Records\" WHERE \"Stream\" = {(int)stream} AND \"UnitId\" = {unitId}"),
            each,
            cancellation);

    private static async Task ReadAsync(PortalDb db, string sql, Action<ServiceRecord> each, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        await using var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction?.GetDbTransaction();
        command.CommandText = sql;
        command.CommandTimeout = 0; // the caller's token says when it has been long enough
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation)) each(Read(reader));
    }

    private static ServiceRecord Read(DbDataReader row)
    {
        ServiceRecord record = (RecordStream)row.GetInt16(0) == RecordStream.Appeals ? new Appeal() : new ServiceCase();
        record.UnitId = row.GetInt32(1);
        record.ItemId = row.IsDBNull(2) ? null : row.GetInt32(2);
        record.DepartmentId = row.IsDBNull(3) ? null : row.GetInt32(3);
        record.Channel = (Channel)row.GetInt16(4);
        record.AcceptedAt = Instants.FromMicroseconds(row.GetInt64(5));
        record.AcceptedDay = Days.FromNumber(row.GetInt32(6));
        record.ClosedAt = row.IsDBNull(7) ? null : Instants.FromMicroseconds(row.GetInt64(7));
        record.ClosedDay = row.IsDBNull(8) ? null : Days.FromNumber(row.GetInt32(8));
        record.Outcome = row.IsDBNull(9) ? null : (CaseOutcome)row.GetInt16(9);
        record.DueAt = row.IsDBNull(10) ? null : Instants.FromMicroseconds(row.GetInt64(10));
        record.StatutoryMinutes = row.IsDBNull(11) ? null : row.GetInt32(11);
        record.UsedMinutes = row.IsDBNull(12) ? null : row.GetInt32(12);
        record.Satisfaction = row.IsDBNull(13) ? null : (byte)row.GetInt16(13);
        record.Overdue = row.GetBoolean(14);
        return record;
    }
}
