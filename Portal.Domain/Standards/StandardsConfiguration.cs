using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;
using Portal.Domain.Standards.Checklists;

namespace Portal.Domain.Standards;

internal sealed class ServiceStandardConfiguration : IEntityTypeConfiguration<ServiceStandard>
{
    public void Configure(EntityTypeBuilder<ServiceStandard> standard)
    {
        standard.ToTable("ServiceStandards");
        standard.Property(s => s.Basis).HasMaxLength(ServiceStandard.BasisLength);
        standard.Property(s => s.Stored).HasMaxLength(ServiceStandard.StoredLength);
        standard.Property(s => s.WrittenBy).HasMaxLength(Inspection.NameLength);
        standard.Ignore(s => s.Requirements);
        standard.HasIndex(s => new { s.Kind, s.Number }).IsUnique();
    }
}

internal sealed class StationingNoteConfiguration : IEntityTypeConfiguration<StationingNote>
{
    public void Configure(EntityTypeBuilder<StationingNote> note)
    {
        note.ToTable("StationingNotes");
        note.Property(n => n.Text).HasMaxLength(StationingNote.TextLength);
        note.Property(n => n.By).HasMaxLength(Inspection.NameLength);
        note.HasOne<Unit>().WithMany().HasForeignKey(n => n.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
