using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;

namespace Portal.Domain.Figures.Owed;

/// <summary>An owed sheet and its progress, without its figures.</summary>
public sealed record OwedSheetProgress
{
    public required FormInUse Form { get; init; }

    public required int UnitId { get; init; }

    /// <summary>The first day of the sheet's month.</summary>
    public required DateOnly Month { get; init; }

    /// <summary>The last day of the month on which the unit existed: the sheet counts for its parent of that day.</summary>
    public required DateOnly LastDay { get; init; }

    public required SheetDeadline Deadline { get; init; }

    public SheetState State { get; init; }

    /// <summary>Rises with every change of the sheet; 0 while it has no row.</summary>
    public long Revision { get; init; }

    /// <summary>A later version is open and not approved: the approved figures count meanwhile.</summary>
    public bool IsAmended { get; init; }

    /// <summary>The unit that approves next or, of a returned sheet, that returned it. Null otherwise.</summary>
    public int? AwaitingUnitId { get; init; }

    /// <summary>When it was submitted for the first time; null when it never was.</summary>
    public DateTimeOffset? FirstSubmittedAt { get; init; }

    public DateTimeOffset? SubmittedAt { get; init; }

    public string? SubmittedBy { get; init; }

    /// <summary>When its first version was approved; null when none was. An amendment later does not change it.</summary>
    public DateTimeOffset? FirstApprovedAt { get; init; }

    /// <summary>Why it was returned or is being amended; null otherwise.</summary>
    public string? Reason { get; init; }

    /// <summary>
    /// Working days from the deadline to the day of the first submission, or to today without one: negative before the deadline, 0 on it
    /// and on rest days right after.
    /// </summary>
    public required int WorkdaysLate { get; init; }

    /// <summary>The deadline passed before the first submission, or without one.</summary>
    public required bool IsLate { get; init; }

    /// <summary>The month is over, so all of its figures can be entered.</summary>
    public required bool IsExpected { get; init; }

    /// <summary>Submitted at least once.</summary>
    public bool IsIn => FirstSubmittedAt is not null;
}
