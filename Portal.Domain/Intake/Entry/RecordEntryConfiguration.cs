using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;

namespace Portal.Domain.Intake.Entry;

internal sealed class RecordEntryConfiguration : IEntityTypeConfiguration<RecordEntry>
{
    public void Configure(EntityTypeBuilder<RecordEntry> entry)
    {
        entry.ToTable("RecordEntries");
        entry.Property(e => e.UserName).HasMaxLength(RecordEntry.UserLength);
        entry.Property(e => e.Reason).HasMaxLength(RecordEntry.ReasonLength);
        entry.HasOne<Unit>().WithMany().HasForeignKey(e => e.UnitId).OnDelete(DeleteBehavior.Restrict);
        entry
            .HasIndex(e => new
            {
                e.UnitId,
                e.Day,
                e.Number,
            })
            .IsUnique(); // two windows of a unit that enter at once get different numbers
        entry.HasIndex(e => new { e.UserName, e.Day }); // what a person entered today
        entry.HasIndex(e => e.RecordId); // whether a record was entered by hand
    }
}
