using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Marks;

internal sealed class ReadMarkConfiguration : IEntityTypeConfiguration<ReadMark>
{
    public void Configure(EntityTypeBuilder<ReadMark> mark)
    {
        mark.ToTable("ReadMarks");
        mark.HasKey(m => new { m.Person, m.Task });
        mark.Property(m => m.Person).HasMaxLength(ReadMark.NameLength);
        mark.Property(m => m.Task).HasMaxLength(ReadMark.KeyLength);
        mark.HasIndex(m => m.At); // the old ones are removed
    }
}
