using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Mail;

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
