using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Evidence;

internal sealed class EvidenceFileConfiguration : IEntityTypeConfiguration<EvidenceFile>
{
    public void Configure(EntityTypeBuilder<EvidenceFile> file)
    {
        file.ToTable("EvidenceFiles");
        file.Property(f => f.Name).HasMaxLength(EvidenceColumns.NameLength);
        file.Property(f => f.Sha256).HasMaxLength(EvidenceColumns.HashLength);
        file.Property(f => f.AddedBy).HasMaxLength(EvidenceColumns.AuthorLength);
        file.HasIndex(f => new
            {
                f.SubjectId,
                f.Subject,
                f.Round,
                f.Sha256,
            })
            .IsUnique(); // the files of a subject; and none twice in a round
        file.HasOne(f => f.Content).WithOne().HasForeignKey<EvidenceContent>(c => c.FileId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class EvidenceContentConfiguration : IEntityTypeConfiguration<EvidenceContent>
{
    public void Configure(EntityTypeBuilder<EvidenceContent> content)
    {
        content.ToTable("EvidenceContents");
        content.HasKey(c => c.FileId);
        content.Property(c => c.FileId).ValueGeneratedNever();
    }
}
