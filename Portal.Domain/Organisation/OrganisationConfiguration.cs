using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Organisation;

internal sealed class UnitConfiguration : IEntityTypeConfiguration<Unit>
{
    public void Configure(EntityTypeBuilder<Unit> unit)
    {
        unit.ToTable("Units");
        unit.Property(u => u.Code).HasMaxLength(Unit.CodeLength);
        unit.HasIndex(u => u.Code).IsUnique(); // intake and URLs find units by code
        unit.HasIndex(u => u.ChangedIn); // every process reloads changed units
        unit.HasMany(u => u.Versions).WithOne().HasForeignKey(v => v.UnitId);
    }
}

internal sealed class UnitVersionConfiguration : IEntityTypeConfiguration<UnitVersion>
{
    public void Configure(EntityTypeBuilder<UnitVersion> version)
    {
        version.ToTable("UnitVersions");
        version.Property(v => v.Name).HasMaxLength(UnitVersion.NameLength);
        version.HasIndex(v => new { v.UnitId, v.ValidFrom }).IsUnique();
        version.HasOne<Unit>().WithMany().HasForeignKey(v => v.ParentId).OnDelete(DeleteBehavior.Restrict);
        version.HasOne<Unit>().WithMany().HasForeignKey(v => v.SuccessorId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ServicePointConfiguration : IEntityTypeConfiguration<ServicePoint>
{
    public void Configure(EntityTypeBuilder<ServicePoint> point)
    {
        point.ToTable("ServicePoints");
        point.Property(p => p.Code).HasMaxLength(Unit.CodeLength);
        point.Property(p => p.Name).HasMaxLength(UnitVersion.NameLength);
        point.Property(p => p.FloorArea).HasPrecision(12, 2);
        point.Property(p => p.RequiredFloorArea).HasPrecision(12, 2);
        point.Property(p => p.Plan).HasMaxLength(ServicePoint.PlanLength);
        point.HasIndex(p => p.Code).IsUnique();
        point.HasOne<Unit>().WithMany().HasForeignKey(p => p.UnitId).OnDelete(DeleteBehavior.Restrict);
        point.HasIndex(p => p.ChangedIn); // every process reloads changed points
        point.HasMany(p => p.Inspections).WithOne().HasForeignKey(i => i.ServicePointId);
    }
}

internal sealed class InspectionConfiguration : IEntityTypeConfiguration<Inspection>
{
    public void Configure(EntityTypeBuilder<Inspection> inspection)
    {
        inspection.ToTable("Inspections");
        inspection.Property(i => i.Remark).HasMaxLength(Inspection.RemarkLength);
        inspection.Property(i => i.Missing).HasMaxLength(Inspection.MissingLength);
        inspection.Property(i => i.By).HasMaxLength(Inspection.NameLength);
        inspection.HasIndex(i => new { i.ServicePointId, i.InspectedOn }).IsUnique(); // the latest inspection of a point
    }
}
