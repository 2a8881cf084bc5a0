using Portal.Domain.Shared;

namespace Portal.Domain.Records.Storage;

/// <summary>The columns of the table of records in the order in which its bulk statements write them: all but the number the database gives.</summary>
internal static class RecordColumns
{
    public static readonly IReadOnlyList<string> All =
    [
        "Stream",
        "SourceId",
        "CaseNo",
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

    /// <summary>Which stream the record belongs to.</summary>
    public static RecordStream StreamOf(ServiceRecord record) => record is Appeal ? RecordStream.Appeals : RecordStream.Cases;

    /// <summary>Hands over the record's values in the order of <see cref="All"/>.</summary>
    public static void Write<TRow>(ServiceRecord record, TRow row)
        where TRow : IRecordRow
    {
        row.Small((short)StreamOf(record));
        row.Whole(record.SourceId);
        row.Text(record.CaseNo);
        row.Whole(record.UnitId);
        row.Whole(record.ItemId);
        row.Small((short)record.Channel);
        row.Long(Instants.ToMicroseconds(record.AcceptedAt));
        row.Long(Microseconds(record.ClosedAt));
        row.Small((short?)record.Outcome);
        row.Long(Microseconds(record.SourceDueAt));
        row.Text(record.SuspensionsText);
        row.Whole(record.ExtensionDays);
        row.Small(record.Satisfaction);
        row.Small((short?)record.ServiceMode);
        row.Small((short?)record.AppealSource);
        row.Long(Microseconds(record.FirstReplyAt));
        row.Whole(Days.ToNumber(record.AcceptedDay));
        row.Whole(record.ClosedDay is { } day ? Days.ToNumber(day) : null);
        row.Whole(record.DepartmentId);
        row.Long(Microseconds(record.DueAt));
        row.Truth(record.DueIsProvisional);
        row.Whole(record.StatutoryMinutes);
        row.Whole(record.UsedMinutes);
        row.Truth(record.Overdue);
    }

    private static long? Microseconds(DateTimeOffset? instant) => instant is { } at ? Instants.ToMicroseconds(at) : null;
}

/// <summary>Takes the values of a record one by one, each in its own type: boxing them cost more than writing them.</summary>
internal interface IRecordRow
{
    void Small(short? value);

    void Whole(int? value);

    void Long(long? value);

    void Truth(bool value);

    void Text(string? value);
}
