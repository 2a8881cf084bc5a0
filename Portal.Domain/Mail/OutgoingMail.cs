using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

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

/// <summary>An attachment of a mail.</summary>
public sealed class OutgoingAttachment
{
    public int Id { get; set; }

    public int MailId { get; set; }

    /// <summary>With its extension.</summary>
    public required string FileName { get; set; }

    public required string ContentType { get; set; }

    public required byte[] Content { get; set; }

    /// <summary>SHA-256 of the content, in hexadecimal: the record of what was sent.</summary>
    public required string Hash { get; set; }
}

/// <summary>The delivery state of a mail.</summary>
public enum MailState : byte
{
    Waiting = 1,

    /// <summary>A process has claimed the mail and is sending it.</summary>
    Sending = 2,
    Sent = 3,

    /// <summary>Given up after the last attempt.</summary>
    Failed = 4,

    /// <summary>
    /// The connection or the process ended after the server may have accepted the mail: it is not sent again, so that no recipient gets it
    /// twice.
    /// </summary>
    Uncertain = 5,
}

internal sealed class OutgoingMailConfiguration : IEntityTypeConfiguration<OutgoingMail>
{
    public const int ErrorLength = 500;

    public void Configure(EntityTypeBuilder<OutgoingMail> mail)
    {
        mail.ToTable("OutgoingMails");
        mail.Property(m => m.Key).HasMaxLength(200);
        mail.Property(m => m.To).HasMaxLength(256);
        mail.Property(m => m.ToName).HasMaxLength(256);
        mail.Property(m => m.Subject).HasMaxLength(200);
        mail.Property(m => m.Error).HasMaxLength(ErrorLength);
        mail.HasIndex(m => m.Key).IsUnique();
        mail.HasMany(m => m.Attachments).WithOne().HasForeignKey(a => a.MailId).OnDelete(DeleteBehavior.Cascade);
        mail.HasIndex(m => new { m.State, m.NextAttemptAt }); // the job looks for due mails every minute
    }
}

internal sealed class OutgoingAttachmentConfiguration : IEntityTypeConfiguration<OutgoingAttachment>
{
    public void Configure(EntityTypeBuilder<OutgoingAttachment> attachment)
    {
        attachment.ToTable("OutgoingAttachments");
        attachment.Property(a => a.FileName).HasMaxLength(256);
        attachment.Property(a => a.ContentType).HasMaxLength(120);
        attachment.Property(a => a.Hash).HasMaxLength(64);
    }
}
