using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;

namespace Portal.Domain.Figures.Owed;

/// <summary>A sheet that a unit owes, and how far it is, without its figures.</summary>
public sealed record SheetStanding
{
    public required FormInUse Form { get; init; }

    public required int UnitId { get; init; }

    /// <summary>The first day of the month it speaks of.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The last day of the month on which the unit existed: where it hung then, the sheet counts.</summary>
    public required DateOnly LastDay { get; init; }

    public required SheetDeadline Deadline { get; init; }

    public SheetState State { get; init; }

    /// <summary>Rises with everything that happens to the sheet; 0 when nobody began it.</summary>
    public long Revision { get; init; }

    /// <summary>Of a version after the first, while it is not approved: the approved figures count meanwhile.</summary>
    public bool IsAmended { get; init; }

    /// <summary>Whose approval is next; while returned, who gave it back. Null otherwise.</summary>
    public int? AwaitingUnitId { get; init; }

    /// <summary>When it was submitted for the first time; null when it never was.</summary>
    public DateTimeOffset? FirstSubmittedAt { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public string? SubmittedBy { get; init; }

    /// <summary>When its first version was approved; null when none was. An amendment later does not change it.</summary>
    public DateTimeOffset? FirstApprovedAt { get; init; }

    /// <summary>Why it was returned or is being amended; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>Working days from the deadline to the day on which it first came, or to today while it has not: negative before the deadline, 0 on it and on rest days right after.</summary>
    public required int WorkdaysLate { get; init; }

    /// <summary>The deadline passed before it came (or has come).</summary>
    public required bool IsLate { get; init; }

    /// <summary>The month is over, so that all of its figures can be told.</summary>
    public required bool IsExpected { get; init; }

    /// <summary>Handed in at least once.</summary>
    public bool IsIn => FirstSubmittedAt is not null;
}

/// <summary>Where an owed sheet stands.</summary>
public enum SheetState : byte
{
    /// <summary>未填: nobody saved a cell.</summary>
    NotBegun = 0,

    /// <inheritdoc cref="FigureStatus.Draft"/>
    Draft = FigureStatus.Draft,

    /// <inheritdoc cref="FigureStatus.Submitted"/>
    Submitted = FigureStatus.Submitted,

    /// <inheritdoc cref="FigureStatus.Returned"/>
    Returned = FigureStatus.Returned,

    /// <inheritdoc cref="FigureStatus.Approved"/>
    Approved = FigureStatus.Approved,
}
