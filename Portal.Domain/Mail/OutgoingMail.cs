using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Mail;

/// <summary>A mail to be sent, written in the transaction of what it tells of.</summary>
public sealed class OutgoingMail
{
    public int Id { get; set; }

    /// <summary>What it is about; a second mail about the same cannot be written.</summary>
    public required string Key { get; set; }

    /// <summary>The address alone.</summary>
    public required string To { get; set; }

    public required string ToName { get; set; }

    public required string Subject { get; set; }

    /// <summary>Plain text.</summary>
    public required string Body { get; set; }

    public DateTimeOffset CreatedAt { get; set; }

    public MailState State { get; set; } = MailState.Waiting;

    /// <summary>How often a server was asked to take it.</summary>
    public int Attempts { get; set; }

    /// <summary>Not before this instant.</summary>
    public DateTimeOffset NextAttemptAt { get; set; }

    /// <summary>When the latest attempt began; null before the first.</summary>
    public DateTimeOffset? AttemptedAt { get; set; }

    public DateTimeOffset? SentAt { get; set; }

    /// <summary>What the latest attempt failed of; null when it did not.</summary>
    public string? Error { get; set; }

    public List<OutgoingAttachment> Attachments { get; } = [];
}

/// <summary>A file that goes with a mail.</summary>
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

/// <summary>What became of a mail.</summary>
public enum MailState : byte
{
    Waiting = 1,

    /// <summary>A process talks to the server about it.</summary>
    Sending = 2,
    Sent = 3,

    /// <summary>Given up after the last attempt.</summary>
    Failed = 4,

    /// <summary>The connection broke, or the process ended, when the server may have taken it: not sent again, so that nobody gets it twice.</summary>
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
        mail.HasIndex(m => new { m.State, m.NextAttemptAt }); // every minute asks what waits
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
