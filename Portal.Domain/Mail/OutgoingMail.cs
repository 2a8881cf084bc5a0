namespace Portal.Domain.Mail;

/// <summary>A mail in the outbox, written in the transaction of the event that it reports.</summary>
public sealed class OutgoingMail
{
    public int Id { get; set; }

    /// <summary>Identifies recipient and event; unique, so that a second mail about the same event cannot be written.</summary>
    public required string Key { get; set; }

    /// <summary>The address without a name.</summary>
    public required string To { get; set; }

    public required string ToName { get; set; }

    public required string Subject { get; set; }

    /// <summary>Plain text.</summary>
    public required string Body { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public MailState State { get; set; } = MailState.Waiting;

    /// <summary>Number of attempts to send.</summary>
    public int Attempts { get; set; }

    /// <summary>The earliest instant of the next attempt.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>When the latest attempt began; null before the first.</summary>
    public DateTimeOffset? AttemptedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>The error of the latest attempt; null when it did not fail.</summary>
    public string? Error { get; set; }

    public List<OutgoingAttachment> Attachments { get; } = [];
}
