using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Entry;

/// <summary>A record that a person entered, corrected or withdrew by hand; one row for each act, never changed.</summary>
public sealed class RecordEntry : IFrozen
{
    /// <summary>The longest reason, in characters.</summary>
    public const int ReasonLength = Records.Changes.RecordChange.ReasonLength;

    /// <summary>The longest user name, in characters.</summary>
    public const int UserLength = 256;

    public long Id { get; set; }

    public RecordStream Stream { get; set; }

    public long RecordId { get; set; }

    public int UnitId { get; set; }

    /// <summary>The local day of the act.</summary>
    public DateOnly Day { get; set; }

    /// <summary>The number within unit and day from which the case's number was made; null when it was typed, and of later acts.</summary>
    public int? Number { get; set; }

    public EntryAct Act { get; set; }

    public DateTimeOffset At { get; set; }

    public required string UserName { get; set; }

    /// <summary>Why the record was corrected or withdrawn; null of the entry itself.</summary>
    public string? Reason { get; set; }
}

/// <summary>An action on a record that is entered by hand.</summary>
public enum EntryAct : byte
{
    Entered = 1,
    Corrected = 2,
    Withdrawn = 3,
}
