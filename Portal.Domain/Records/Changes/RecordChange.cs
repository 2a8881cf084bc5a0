using Portal.Domain.Shared;

namespace Portal.Domain.Records.Changes;

/// <summary>
/// A message, or a correction of items or calendar, that changed a stored record. The message that created it leaves none: imports of new
/// records write nothing extra.
/// </summary>
public sealed class RecordChange : IFrozen
{
    /// <summary>The longest text of one value, in characters; a longer one is cut.</summary>
    public const int ValueLength = 500;

    /// <summary>The longest reason, in characters.</summary>
    public const int ReasonLength = 500;

    /// <summary>The longest name of a user or an API key, in characters.</summary>
    public const int SenderLength = 256;

    /// <summary>
    /// The <see cref="Reason"/> of a change that no message made: the due time follows from a correction of items or calendar.
    /// </summary>
    public const string ReferenceChanged = "reference.changed";

    public long Id { get; set; }

    public long RecordId { get; set; }

    /// <summary>When the change was stored.</summary>
    public DateTimeOffset At { get; set; }

    /// <summary>The user or API key that sent the message.</summary>
    public required string Sender { get; set; }

    /// <summary>The import whose file contained the message; null for a call of the API.</summary>
    public Guid? ImportId { get; set; }

    /// <summary>Why a person changed it by hand; null for messages of systems.</summary>
    public string? Reason { get; set; }

    /// <summary>
    /// The fields that changed, as <see cref="FieldChanges.ToJson"/> writes them; fewer than there are fields, each bounded.
    /// </summary>
    public required string Fields { get; set; }
}

/// <summary>A field of a record before and after a message.</summary>
/// <param name="Field">The field.</param>
/// <param name="Before">Null when it was empty.</param>
/// <param name="After">Null when it is empty.</param>
public sealed record FieldChange(ChangedField Field, string? Before, string? After);
