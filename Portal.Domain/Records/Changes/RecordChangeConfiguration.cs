using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Records.Changes;

internal sealed class RecordChangeConfiguration : IEntityTypeConfiguration<RecordChange>
{
    public void Configure(EntityTypeBuilder<RecordChange> change)
    {
        change.ToTable("RecordChanges");
        change.Property(c => c.Sender).HasMaxLength(RecordChange.SenderLength);
        change.Property(c => c.Reason).HasMaxLength(RecordChange.ReasonLength);
        // No foreign key: on PostgreSQL the id alone is no key of the partitioned records, and records are never deleted.
        change.HasIndex(c => c.RecordId); // the messages on a record's page
    }
}
