using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Mail;

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
