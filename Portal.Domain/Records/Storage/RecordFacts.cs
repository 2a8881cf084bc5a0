using System.Runtime.InteropServices;

namespace Portal.Domain.Records.Storage;

/// <summary>The fields of a record that figures are counted from.</summary>
[StructLayout(LayoutKind.Auto)]
public readonly record struct RecordFacts
{
    public required RecordStream Stream { get; init; }

    public required int UnitId { get; init; }

    /// <summary>0 when the record names no item.</summary>
    public required int ItemId { get; init; }

    /// <summary>0 when the record names no item.</summary>
    public required int DepartmentId { get; init; }

    public required Channel Channel { get; init; }

    public required DateTimeOffset AcceptedAt { get; init; }

    /// <summary>The local day of <see cref="AcceptedAt"/>.</summary>
    public required DateOnly AcceptedDay { get; init; }

    /// <summary>Null while open.</summary>
    public required DateTimeOffset? ClosedAt { get; init; }

    /// <summary>The local day of <see cref="ClosedAt"/>; null while open.</summary>
    public required DateOnly? ClosedDay { get; init; }

    /// <summary>Null while open.</summary>
    public required CaseOutcome? Outcome { get; init; }

    /// <summary>Null when the record has no limit.</summary>
    public required DateTimeOffset? DueAt { get; init; }

    /// <summary>In minutes of limit time; null when the law sets none.</summary>
    public required int? StatutoryMinutes { get; init; }

    /// <summary>In minutes of limit time; null while open or without a statutory limit.</summary>
    public required int? UsedMinutes { get; init; }

    /// <summary>1 to 5; null when not rated.</summary>
    public required byte? Satisfaction { get; init; }

    public required bool Overdue { get; init; }

    /// <summary>Copies the fields of the record.</summary>
    public static RecordFacts Of(ServiceRecord record) =>
        new()
        {
            Stream = RecordColumns.StreamOf(record),
            UnitId = record.UnitId,
            ItemId = record.ItemId ?? 0,
            DepartmentId = record.DepartmentId ?? 0,
            Channel = record.Channel,
            AcceptedAt = record.AcceptedAt,
            AcceptedDay = record.AcceptedDay,
            ClosedAt = record.ClosedAt,
            ClosedDay = record.ClosedDay,
            Outcome = record.Outcome,
            DueAt = record.DueAt,
            StatutoryMinutes = record.StatutoryMinutes,
            UsedMinutes = record.UsedMinutes,
            Satisfaction = record.Satisfaction,
            Overdue = record.Overdue,
        };
}
