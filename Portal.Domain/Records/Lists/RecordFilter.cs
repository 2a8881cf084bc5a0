using Portal.Domain.Catalogue;
using Portal.Domain.Shared;

namespace Portal.Domain.Records.Lists;

/// <summary>Which records a list contains. Every condition that is given must hold; one that is null restricts nothing.</summary>
/// <param name="Stream">Cases or appeals.</param>
public sealed record RecordFilter(RecordStream Stream)
{
    /// <summary>The number in <see cref="ItemId"/>, <see cref="DepartmentId"/> for records that name no item.</summary>
    public const int None = 0;

    /// <summary>The unit and all units below it; null for all that the actor may read.</summary>
    public int? UnitId { get; init; }

    /// <summary>The structure by which units are below <see cref="UnitId"/>.</summary>
    public RecordStructure Structure { get; init; } = RecordStructure.Today;

    /// <summary>
    /// Only the records of <see cref="UnitId"/> itself, without those of the units below it; with the structure of today also those of
    /// dissolved units that hung below it last, because no unit that exists has them.
    /// </summary>
    public bool Own { get; init; }

    /// <summary>The first day of the period, inclusive.</summary>
    public DateOnly? From { get; init; }

    /// <summary>The last day of the period, inclusive.</summary>
    public DateOnly? To { get; init; }

    /// <summary>The date by which records belong to the period; by closing, open records belong to none.</summary>
    public RecordBasis Basis { get; init; } = RecordBasis.Accepted;

    /// <summary>Records of this item; <see cref="None"/> for records that name none.</summary>
    public int? ItemId { get; init; }

    /// <summary>
    /// Records of items that this unit implemented on the day of acceptance; <see cref="None"/> for records without item.
    /// </summary>
    public int? DepartmentId { get; init; }

    /// <summary>Records of items that were of this kind on the day of acceptance.</summary>
    public ItemKind? Kind { get; init; }

    public Channel? Channel { get; init; }

    /// <summary>Only records without a channel: there are none, but figures of sheets have none either.</summary>
    public bool WithoutChannel { get; init; }

    public ServiceMode? Mode { get; init; }

    /// <summary>Only records without a service mode.</summary>
    public bool WithoutMode { get; init; }

    /// <summary>Not closed yet (true) or closed (false).</summary>
    public bool? Open { get; init; }

    /// <summary>Closed after due, or open and past due (true); all others, those without a due time included (false).</summary>
    public bool? Overdue { get; init; }

    /// <summary>
    /// Open records that are not past due and due at the latest at the end of the day this many days from today; 0 for today.
    /// </summary>
    public int? DueWithinDays { get; init; }

    /// <summary>Closed on the day of acceptance (true); later or not yet (false).</summary>
    public bool? OnTheSpot { get; init; }

    /// <summary>Closed records rated with one of these grades, 1 to 5; <see cref="Unrated"/> for closed records without a rating.</summary>
    public IReadOnlyList<byte>? Ratings { get; init; }

    /// <summary>The only member of <see cref="Ratings"/> for closed records without a rating.</summary>
    public const byte Unrated = 0;

    public CaseOutcome? Outcome { get; init; }

    public AppealSource? AppealSource { get; init; }

    /// <summary>Records that contradict themselves (true), or the others (false).</summary>
    public bool? Doubtful { get; init; }

    /// <summary>The name of a source, cleaned like the numbers of records.</summary>
    public string? Source
    {
        get;
        init => field = value is null ? null : Identifiers.Clean(value);
    }

    /// <summary>Cleaned like the numbers of records.</summary>
    public string? CaseNo
    {
        get;
        init => field = value is null ? null : Identifiers.Clean(value);
    }

    /// <summary>Only the records that this measure of the figures counts, by <see cref="Basis"/> and <see cref="AsOf"/>.</summary>
    public RecordMeasure? Measure { get; init; }

    /// <summary>Only records that count in the figures: without those of months that their unit reports itself.</summary>
    public bool Counted { get; init; }

    /// <summary>
    /// Records as they were at this instant: without those accepted later, and with those closed later as open. Null for now.
    /// </summary>
    public DateTimeOffset? AsOf { get; init; }
}

/// <summary>The date by which a record belongs to a period; the same two as those of the figures.</summary>
public enum RecordBasis
{
    Accepted,
    Closed,
}

/// <summary>The structure of units by which a record belongs to a unit; the same two as those of the figures.</summary>
public enum RecordStructure
{
    /// <summary>A record belongs to the units above its unit today.</summary>
    Today,

    /// <summary>A record belongs to the units that were above its unit on its day by <see cref="RecordFilter.Basis"/>.</summary>
    Then,
}
