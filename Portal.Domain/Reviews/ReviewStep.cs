using Portal.Domain.Shared;

namespace Portal.Domain.Reviews;

/// <summary>A move of a bad review: its history as evidence, only added to.</summary>
public sealed class ReviewStep : IFrozen
{
    public long Id { get; set; }

    public long ReviewId { get; set; }

    public ReviewAction Action { get; set; }

    /// <summary>The state before the step; null of the first.</summary>
    public ReviewState? Before { get; set; }

    /// <summary>The state after the step.</summary>
    public ReviewState After { get; set; }

    /// <summary>The end of the unit's time after the step; null when the unit has nothing to do.</summary>
    public DateTimeOffset? DueAt { get; set; }

    /// <summary>Of a call: whether it reached the citizen; null else.</summary>
    public bool? Reached { get; set; }

    /// <summary>Of the question for a second rating: 1 to 5; null when it was not answered, and else.</summary>
    public byte? Rating { get; set; }

    /// <summary>Of the same question: the day of the answer, or of the attempt; null else.</summary>
    public DateOnly? On { get; set; }

    /// <summary>Of closing: whether the review was mended; null else.</summary>
    public bool? IsMended { get; set; }

    /// <summary>What was said; null where nothing was.</summary>
    public string? Text { get; set; }

    /// <summary>The sign-in name, or the name of the API key.</summary>
    public required string By { get; set; }

    public DateTimeOffset At { get; set; }
}
