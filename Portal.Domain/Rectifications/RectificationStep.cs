using Portal.Domain.Shared;

namespace Portal.Domain.Rectifications;

/// <summary>A move of an order: its history as evidence, only added to.</summary>
public sealed class RectificationStep : IFrozen
{
    public long Id { get; set; }

    public long RectificationId { get; set; }

    public RectificationAction Action { get; set; }

    /// <summary>The round in which it was made, from 1 on; of a step that sends back, the round that it ends.</summary>
    public int Round { get; set; }

    /// <summary>The state before the step; null of the first, before which there was no order.</summary>
    public RectificationState? Before { get; set; }

    /// <summary>The state after the step; that before it, for a comment.</summary>
    public RectificationState After { get; set; }

    /// <summary>The last day before the step; null of the first.</summary>
    public DateOnly? DeadlineBefore { get; set; }

    /// <summary>The last day after the step.</summary>
    public DateOnly DeadlineAfter { get; set; }

    /// <summary>The unit that handed the order over; null of other moves.</summary>
    public int? FromUnitId { get; set; }

    /// <summary>The unit that it was handed to; null of other moves.</summary>
    public int? ToUnitId { get; set; }

    /// <summary>What was said; null where nothing was.</summary>
    public string? Text { get; set; }

    /// <summary>The sign-in name, or the name of the API key.</summary>
    public required string By { get; set; }

    public DateTimeOffset At { get; set; }
}
