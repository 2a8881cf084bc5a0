using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Organisation;

namespace Portal.Domain.Campaigns;

internal sealed class CampaignConfiguration : IEntityTypeConfiguration<Campaign>
{
    public void Configure(EntityTypeBuilder<Campaign> campaign)
    {
        campaign.ToTable("Campaigns");
        campaign.Property(c => c.Name).HasMaxLength(CampaignTexts.NameLength);
        campaign.Property(c => c.Purpose).HasMaxLength(CampaignTexts.TextLength);
        campaign.Property(c => c.Basis).HasMaxLength(CampaignTexts.TextLength);
        campaign.Property(c => c.Counted).HasMaxLength(CampaignTexts.CountedLength);
        campaign.Ignore(c => c.StartsOn);
        campaign.Ignore(c => c.DueOn);
        campaign.HasMany(c => c.Phases).WithOne().HasForeignKey(p => p.CampaignId);
        campaign.HasMany(c => c.Steps).WithOne().HasForeignKey(s => s.CampaignId);
    }
}

internal sealed class CampaignPhaseConfiguration : IEntityTypeConfiguration<CampaignPhase>
{
    public void Configure(EntityTypeBuilder<CampaignPhase> phase)
    {
        phase.ToTable("CampaignPhases");
        phase.Property(p => p.Name).HasMaxLength(CampaignTexts.NameLength);
        phase.HasIndex(p => new { p.CampaignId, p.Position }).IsUnique();
    }
}

internal sealed class CampaignItemConfiguration : IEntityTypeConfiguration<CampaignItem>
{
    public void Configure(EntityTypeBuilder<CampaignItem> item)
    {
        item.ToTable("CampaignItems");
        item.Property(i => i.Name).HasMaxLength(CampaignTexts.NameLength);
        item.Ignore(i => i.IsUnfinished);
        item.HasIndex(i => new { i.CampaignId, i.Id }); // the list of a campaign, page by page
        item.HasIndex(i => new
        {
            i.State,
            i.UnitId,
            i.CampaignId,
        }); // what waits for a unit or the office
        item.HasOne<Campaign>().WithMany().HasForeignKey(i => i.CampaignId).OnDelete(DeleteBehavior.Restrict);
        item.HasOne<CampaignPhase>().WithMany().HasForeignKey(i => i.PhaseId).OnDelete(DeleteBehavior.Restrict);
        item.HasOne<Unit>().WithMany().HasForeignKey(i => i.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class CampaignStepConfiguration : IEntityTypeConfiguration<CampaignStep>
{
    public void Configure(EntityTypeBuilder<CampaignStep> step)
    {
        step.ToTable("CampaignSteps");
        step.Property(s => s.Text).HasMaxLength(CampaignTexts.StepLength);
        step.Property(s => s.By).HasMaxLength(CampaignTexts.AuthorLength);
        step.HasIndex(s => new
        {
            s.CampaignId,
            s.ItemId,
            s.Id,
        }); // the history of a campaign, or of one item
        step.HasOne<CampaignItem>().WithMany().HasForeignKey(s => s.ItemId).OnDelete(DeleteBehavior.Restrict);
    }
}
