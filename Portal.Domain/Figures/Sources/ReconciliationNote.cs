using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Figures.Sources;

/// <summary>The explanation of the difference between a unit's reported figures of a month and those counted from records.</summary>
public sealed class ReconciliationNote
{
    /// <summary>The longest explanation, in characters.</summary>
    public const int TextLength = 1_000;

    public int UnitId { get; set; }

    public RecordStream Stream { get; set; }

    /// <summary>The first day of the month.</summary>
    public DateOnly Month { get; set; }

    public required string Text { get; set; }

    public required string By { get; set; }

    public DateTimeOffset At { get; set; }
}

internal sealed class ReconciliationNoteConfiguration : IEntityTypeConfiguration<ReconciliationNote>
{
    public void Configure(EntityTypeBuilder<ReconciliationNote> note)
    {
        note.ToTable("ReconciliationNotes");
        note.HasKey(n => new
        {
            n.UnitId,
            n.Stream,
            n.Month,
        });
        note.Property(n => n.Text).HasMaxLength(ReconciliationNote.TextLength);
        note.Property(n => n.By).HasMaxLength(256);
        note.HasIndex(n => new { n.Month, n.Stream }); // the page of a month
        note.HasOne<Unit>().WithMany().HasForeignKey(n => n.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
