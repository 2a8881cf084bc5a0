using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;
using Portal.Domain.Supervision.Cards;

namespace Portal.Domain.Rectifications;

internal sealed class RectificationOrderConfiguration : IEntityTypeConfiguration<Rectification>
{
    public void Configure(EntityTypeBuilder<Rectification> order)
    {
        order.ToTable("Rectifications");
        order.Property(r => r.Problem).HasMaxLength(RectificationColumns.ProblemLength);
        order.Property(r => r.Basis).HasMaxLength(RectificationColumns.BasisLength);
        order.Property(r => r.OrderedBy).HasMaxLength(RectificationColumns.NameLength);
        order.Ignore(r => r.AwaitsUnit);
        order.Ignore(r => r.AwaitsOffice);
        order.Ignore(r => r.IsOpen);
        order.HasIndex(r => new
        {
            r.UnitId,
            r.State,
            r.Deadline,
        }); // how many, by unit: counted without reading the orders
        order.HasIndex(r => new { r.State, r.Id }); // the list of what is open, the latest first
        order.HasIndex(r => r.CardId); // those of a card
        order.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
        order.HasOne<SupervisionCard>().WithMany().HasForeignKey(r => r.CardId).OnDelete(DeleteBehavior.Restrict);
        order.HasMany(r => r.Steps).WithOne().HasForeignKey(s => s.RectificationId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class RectificationStepConfiguration : IEntityTypeConfiguration<RectificationStep>
{
    public void Configure(EntityTypeBuilder<RectificationStep> step)
    {
        step.ToTable("RectificationSteps");
        step.Property(s => s.Text).HasMaxLength(RectificationColumns.TextLength);
        step.Property(s => s.By).HasMaxLength(RectificationColumns.NameLength);
    }
}
