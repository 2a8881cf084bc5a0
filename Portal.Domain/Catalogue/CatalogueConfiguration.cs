using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;

namespace Portal.Domain.Catalogue;

internal sealed class ServiceItemConfiguration : IEntityTypeConfiguration<ServiceItem>
{
    public void Configure(EntityTypeBuilder<ServiceItem> item)
    {
        item.ToTable("ServiceItems");
        item.Property(i => i.Code).HasMaxLength(ServiceItem.CodeLength);
        item.HasIndex(i => i.Code).IsUnique(); // every intake finds items by code
        item.HasIndex(i => i.ChangedIn); // every process reloads changed items
        item.HasMany(i => i.Versions).WithOne().HasForeignKey(v => v.ItemId);
    }
}

internal sealed class ServiceItemVersionConfiguration : IEntityTypeConfiguration<ServiceItemVersion>
{
    public void Configure(EntityTypeBuilder<ServiceItemVersion> version)
    {
        version.ToTable("ServiceItemVersions");
        version.Property(v => v.Name).HasMaxLength(ServiceItemVersion.NameLength);
        version.Property(v => v.Process).HasMaxLength(20);
        version.HasIndex(v => new { v.ItemId, v.ValidFrom }).IsUnique();
        version.HasOne<Unit>().WithMany().HasForeignKey(v => v.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
