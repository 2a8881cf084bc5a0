using Portal.Domain.Access.Sources;

namespace Portal.Domain.Records;

/// <summary>The common fields of both streams: a request that is accepted at one instant and closed at another.</summary>
/// <remarks>
/// The fields up to <see cref="FirstReplyAt"/> come from the source. The others are derived from them, the catalogue and the calendar when
/// the record is written, and are stored so that a figure can be explained later.
/// </remarks>
public abstract class ServiceRecord
{
    /// <summary>The longest case number, in characters.</summary>
    public const int CaseNoLength = 128;

    /// <summary>The longest case number as sent, before it is cleaned, in characters.</summary>
    public const int CaseNoAsSentLength = 512;

    public long Id { get; set; }

    public int SourceId { get; set; }

    /// <summary>The number in the source system; unique within stream and source.</summary>
    public string CaseNo { get; set; } = "";

    /// <summary>The number as the source wrote it, without blanks around it; null where that is <see cref="CaseNo"/>.</summary>
    public string? CaseNoAsSent { get; set; }

    /// <summary>
    /// Orders the source's messages about the record: microseconds since 1970 of its <c>updatedAt</c>, or its revision number. Null when
    /// the source gives neither.
    /// </summary>
    public long? Revision { get; set; }

    /// <summary>How the record contradicts itself; <see cref="RecordDoubts.None"/> for most.</summary>
    public RecordDoubts Doubts { get; set; }

    public int UnitId { get; set; }

    /// <summary>Null only for appeals that name no item.</summary>
    public int? ItemId { get; set; }

    public Channel Channel { get; set; }

    public DateTimeOffset AcceptedAt { get; set; }

    /// <summary>Null while open.</summary>
    public DateTimeOffset? ClosedAt { get; set; }

    /// <summary>Null while open.</summary>
    public CaseOutcome? Outcome { get; set; }

    /// <summary>The due time the source system gave; wins over the computed one.</summary>
    public DateTimeOffset? SourceDueAt { get; set; }

    /// <summary>Both ends inclusive, as <see cref="Suspensions"/> writes them; null when never suspended.</summary>
    public string? SuspensionsText { get; set; }

    /// <summary>Days added by one extension (行政许可法 art. 42), 0 when none.</summary>
    public int ExtensionDays { get; set; }

    /// <summary>好差评, 1 (非常不满意) to 5 (非常满意); null when not rated.</summary>
    public byte? Satisfaction { get; set; }

    public ServiceMode? ServiceMode { get; set; }

    /// <summary>Appeals only.</summary>
    public AppealSource? AppealSource { get; set; }

    /// <summary>Appeals only: when the complainant received the first reply.</summary>
    public DateTimeOffset? FirstReplyAt { get; set; }

    /// <summary>The local day of acceptance.</summary>
    public DateOnly AcceptedDay { get; set; }

    /// <summary>The local day of closing; null while open.</summary>
    public DateOnly? ClosedDay { get; set; }

    /// <summary>The unit that implements the item on the day of acceptance; null without an item.</summary>
    public int? DepartmentId { get; set; }

    /// <summary>The last instant at which closing is in time; null when the record has no limit.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary><see cref="DueAt"/> includes days of a year that the calendar lacks, in which only weekends were taken as free.</summary>
    public bool DueIsProvisional { get; set; }

    /// <summary>法定时限 in minutes of limit time (a day counts 1,440); null when the law sets none.</summary>
    public int? StatutoryMinutes { get; set; }

    /// <summary>实际用时 in minutes of limit time (a day counts 1,440); null while open or without a statutory limit.</summary>
    public int? UsedMinutes { get; set; }

    /// <summary>Closed after due, or open and marked past due by the overdue job.</summary>
    public bool Overdue { get; set; }
}

/// <summary>The two streams of records.</summary>
public enum RecordStream : byte
{
    Cases = 1,
    Appeals = 2,
}

/// <summary>A system or office that sends records.</summary>
public sealed class RecordSource
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = SourceName.Length;

    public int Id { get; set; }

    public required string Name { get; set; }
}
