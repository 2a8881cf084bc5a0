using Portal.Domain.Access;
using Portal.Domain.Records;

namespace Portal.Domain.Supervision.Rules;

/// <summary>One version of a rule by which cards are issued. It speaks only of instants while it is in force.</summary>
/// <remarks>A change ends the version and begins another: a card names the version that it was issued by.</remarks>
public sealed class WarningRule
{
    /// <summary>The longest code, in characters.</summary>
    public const int CodeLength = 32;

    /// <summary>The longest name of the user who wrote a version, in characters.</summary>
    public const int AuthorLength = 256;

    public int Id { get; set; }

    /// <summary>Shared by the versions of a rule.</summary>
    public required string Code { get; set; }

    /// <summary>Of the version, from 1 on.</summary>
    public int Number { get; set; } = 1;

    public RuleTrigger Trigger { get; set; }

    /// <summary>The level of its cards; of no meaning for a rule that issues none.</summary>
    public CardLevel Level { get; set; }

    /// <summary>Null for both streams.</summary>
    public RecordStream? Stream { get; set; }

    /// <summary>
    /// Working days for <see cref="RuleTrigger.DaysLeft"/> and <see cref="RuleTrigger.Unanswered"/>, working hours for
    /// <see cref="RuleTrigger.NoFirstReply"/> and all that issue no cards; 0 for the others.
    /// </summary>
    public int Amount { get; set; }

    /// <summary>The first instant of which it speaks.</summary>
    public DateTimeOffset ValidFrom { get; set; }

    /// <summary>The first instant of which it no longer speaks; null until further notice.</summary>
    public DateTimeOffset? ValidUntil { get; set; }

    public required string WrittenBy { get; set; }

    /// <summary>It came with the portal.</summary>
    public bool IsShipped => WrittenBy == Actor.System.Name;

    /// <summary>Whether it speaks of the instant.</summary>
    public bool SpeaksOf(DateTimeOffset at) => ValidFrom <= at && (ValidUntil is null || at < ValidUntil);

    /// <summary>Whether it speaks of records of the stream.</summary>
    public bool IsFor(RecordStream stream) => Stream is null || Stream == stream;
}
