using Portal.Domain.Shared;

namespace Portal.Domain.Records.Storage;

/// <summary>The columns of the table of records, without the generated id, in the order in which bulk statements write them.</summary>
internal static class RecordColumns
{
    public static readonly IReadOnlyList<string> All =
    [
        "Stream",
        "SourceId",
        "CaseNo",
        "CaseNoAsSent",
        "Revision",
        "Doubts",
        "UnitId",
        "ItemId",
        "Channel",
        "AcceptedAt",
        "ClosedAt",
        "Outcome",
        "SourceDueAt",
        "Suspensions",
        "ExtensionDays",
        "Satisfaction",
        "ServiceMode",
        "AppealSource",
        "FirstReplyAt",
        "AcceptedDay",
        "ClosedDay",
        "DepartmentId",
        "DueAt",
        "DueIsProvisional",
        "StatutoryMinutes",
        "UsedMinutes",
        "Overdue",
    ];

    /// <summary>The names, quoted and separated by commas.</summary>
    public static readonly string Names = string.Join(", ", All.Select(name => $"\"{name}\""));

    /// <summary>The record's stream.</summary>
    public static RecordStream StreamOf(ServiceRecord record) => record is Appeal ? RecordStream.Appeals : RecordStream.Cases;

    /// <summary>Adds the record's values to the row in the order of <see cref="All"/>.</summary>
    public static void Write<TRow>(ServiceRecord record, TRow row)
        where TRow : IRecordRow
    {
        row.AddSmallint((short)StreamOf(record));
        row.AddInteger(record.SourceId);
        row.AddText(record.CaseNo);
        row.AddText(record.CaseNoAsSent);
        row.AddBigint(record.Revision);
        row.AddSmallint((short)record.Doubts);
        row.AddInteger(record.UnitId);
        row.AddInteger(record.ItemId);
        row.AddSmallint((short)record.Channel);
        row.AddBigint(Instants.ToMicroseconds(record.AcceptedAt));
        row.AddBigint(Microseconds(record.ClosedAt));
        row.AddSmallint((short?)record.Outcome);
        row.AddBigint(Microseconds(record.SourceDueAt));
        row.AddText(record.SuspensionsText);
        row.AddInteger(record.ExtensionDays);
        row.AddSmallint(record.Satisfaction);
        row.AddSmallint((short?)record.ServiceMode);
        row.AddSmallint((short?)record.AppealSource);
        row.AddBigint(Microseconds(record.FirstReplyAt));
        row.AddInteger(Days.ToNumber(record.AcceptedDay));
        row.AddInteger(record.ClosedDay is { } day ? Days.ToNumber(day) : null);
        row.AddInteger(record.DepartmentId);
        row.AddBigint(Microseconds(record.DueAt));
        row.AddBoolean(record.DueIsProvisional);
        row.AddInteger(record.StatutoryMinutes);
        row.AddInteger(record.UsedMinutes);
        row.AddBoolean(record.Overdue);
    }

    private static long? Microseconds(DateTimeOffset? instant) => instant is { } at ? Instants.ToMicroseconds(at) : null;
}

/// <summary>Receives the values of a record by column type, because boxing them costs more than writing them.</summary>
internal interface IRecordRow
{
    void AddSmallint(short? value);

    void AddInteger(int? value);

    void AddBigint(long? value);

    void AddBoolean(bool value);

    void AddText(string? value);
}
