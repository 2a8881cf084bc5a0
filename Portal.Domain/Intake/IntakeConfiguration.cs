using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Watched;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Intake;

internal sealed class ImportProfileConfiguration : IEntityTypeConfiguration<ImportProfile>
{
    public void Configure(EntityTypeBuilder<ImportProfile> profile)
    {
        profile.ToTable("ImportProfiles");
        profile.Property(p => p.Name).HasMaxLength(ImportProfile.NameLength);
        profile.HasIndex(p => p.Name).IsUnique();
        profile.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ImportBatchConfiguration : IEntityTypeConfiguration<ImportBatch>
{
    public void Configure(EntityTypeBuilder<ImportBatch> batch)
    {
        batch.ToTable("ImportBatches");
        batch.Property(b => b.Id).ValueGeneratedNever();
        batch.Property(b => b.FileName).HasMaxLength(255);
        batch.Property(b => b.StoredPath).HasMaxLength(255);
        batch.Property(b => b.DefaultSource).HasMaxLength(RecordSource.NameLength);
        batch.Property(b => b.CreatedBy).HasMaxLength(256);
        batch.Property(b => b.Language).HasMaxLength(20);
        batch.HasIndex(b => b.CreatedAt); // the latest imports
        batch.Property(b => b.Origin).HasMaxLength(ImportBatch.OriginLength);
        batch.HasIndex(b => b.Origin).IsUnique(); // a file of a watched folder is taken once
        batch.HasIndex(b => b.SetId); // the files that were sent together
        batch.HasIndex(b => b.Status); // queued imports, and running ones of a stopped process
    }
}

internal sealed class FolderStateConfiguration : IEntityTypeConfiguration<FolderState>
{
    public void Configure(EntityTypeBuilder<FolderState> state)
    {
        state.ToTable("FolderStates");
        state.Property(s => s.Id).HasMaxLength(16).ValueGeneratedNever();
    }
}

internal sealed class RejectedRowConfiguration : IEntityTypeConfiguration<RejectedRow>
{
    public void Configure(EntityTypeBuilder<RejectedRow> row)
    {
        row.ToTable("RejectedRows");
        row.HasIndex(r => new { r.BatchId, r.Line }); // download in the order of the file
        row.HasOne<ImportBatch>().WithMany().HasForeignKey(r => r.BatchId);
    }
}
