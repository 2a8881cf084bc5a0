using Portal.Domain.Shared;

namespace Portal.Domain.Records;

/// <summary>The columns of the table of records, as its bulk statements write and read them.</summary>
internal static class RecordColumns
{
    /// <summary>A column, how PostgreSQL types it, and its value in a record.</summary>
    internal sealed record Column(string Name, string PostgresType, Func<ServiceRecord, object?> Value);

    /// <summary>All but the number the database gives.</summary>
    public static readonly IReadOnlyList<Column> All =
    [
        new("Stream", "smallint", r => (short)StreamOf(r)),
        new("SourceId", "integer", r => r.SourceId),
        new("CaseNo", "text", r => r.CaseNo),
        new("UnitId", "integer", r => r.UnitId),
        new("ItemId", "integer", r => r.ItemId),
        new("Channel", "smallint", r => (short)r.Channel),
        new("AcceptedAt", "bigint", r => Instants.ToMicroseconds(r.AcceptedAt)),
        new("ClosedAt", "bigint", r => Microseconds(r.ClosedAt)),
        new("Outcome", "smallint", r => (short?)r.Outcome),
        new("SourceDueAt", "bigint", r => Microseconds(r.SourceDueAt)),
        new("Suspensions", "text", r => r.SuspensionsText),
        new("ExtensionDays", "integer", r => r.ExtensionDays),
        new("Satisfaction", "smallint", r => (short?)r.Satisfaction),
        new("ServiceMode", "smallint", r => (short?)r.ServiceMode),
        new("AppealSource", "smallint", r => (short?)r.AppealSource),
        new("FirstReplyAt", "bigint", r => Microseconds(r.FirstReplyAt)),
        new("AcceptedDay", "integer", r => Days.ToNumber(r.AcceptedDay)),
        new("ClosedDay", "integer", r => r.ClosedDay is { } day ? Days.ToNumber(day) : null),
        new("DepartmentId", "integer", r => r.DepartmentId),
        new("DueAt", "bigint", r => Microseconds(r.DueAt)),
        new("DueIsProvisional", "boolean", r => r.DueIsProvisional),
        new("StatutoryMinutes", "integer", r => r.StatutoryMinutes),
        new("UsedMinutes", "integer", r => r.UsedMinutes),
        new("Overdue", "boolean", r => r.Overdue),
    ];

    /// <summary>The names, quoted and separated by commas.</summary>
    public static readonly string Names = string.Join(", ", All.Select(c => $"\"{c.Name}\""));

    /// <summary>Which stream the record belongs to.</summary>
    public static RecordStream StreamOf(ServiceRecord record) => record is Appeals.Appeal ? RecordStream.Appeals : RecordStream.Cases;

    private static long? Microseconds(DateTimeOffset? instant) => instant is { } at ? Instants.ToMicroseconds(at) : null;
}
