using Portal.Domain.Records.Changes;

namespace Portal.Records.Details;

/// <summary>An entry of a record's time line.</summary>
/// <param name="At">When it happened.</param>
/// <param name="Kind">Names it for programs: accepted, due, closed, message …</param>
/// <param name="Text">In the reader's language.</param>
/// <param name="IsDay">Only the day is known or matters.</param>
internal sealed record TimelineEvent(DateTimeOffset At, string Kind, string Text, bool IsDay)
{
    /// <summary>What a message changed; empty for other events.</summary>
    public IReadOnlyList<FieldChange> Changes { get; init; } = [];

    /// <summary>Lies ahead.</summary>
    public bool IsAhead { get; init; }
}
