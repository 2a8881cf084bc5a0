using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Issuing;
using Portal.Domain.Supervision.Rules;
using Portal.Domain.Supervision.Telling;

namespace Portal.Domain.Supervision;

internal sealed class WarningRuleConfiguration : IEntityTypeConfiguration<WarningRule>
{
    public void Configure(EntityTypeBuilder<WarningRule> rule)
    {
        rule.ToTable("WarningRules");
        rule.Property(r => r.Code).HasMaxLength(WarningRule.CodeLength);
        rule.Property(r => r.WrittenBy).HasMaxLength(WarningRule.AuthorLength);
        rule.Ignore(r => r.IsShipped);
        rule.HasIndex(r => new { r.Code, r.Number }).IsUnique();
    }
}

internal sealed class SupervisionCardConfiguration : IEntityTypeConfiguration<SupervisionCard>
{
    public void Configure(EntityTypeBuilder<SupervisionCard> card)
    {
        card.ToTable("SupervisionCards");
        card.HasIndex(c => new
            {
                c.SubjectId,
                c.Subject,
                c.RuleId,
                c.Episode,
                c.Level,
            })
            .IsUnique(); // a job that runs twice issues once; and the cards of a record
        card.HasIndex(c => new
        {
            c.State,
            c.Level,
            c.Id,
        }); // the board's list: what is open, by level, the latest first
        card.HasIndex(c => new
        {
            c.UnitId,
            c.State,
            c.Level,
        }); // how many, by unit: counted without reading the cards
        card.HasIndex(c => c.AnswerDueAt); // whose answer is late
        card.Ignore(c => c.IsWithUnit);
        card.Ignore(c => c.IsOpen);
        card.Ignore(c => c.NextDesk);
        card.HasIndex(c => c.IssuedAt); // the figures of a period
        card.HasOne<WarningRule>().WithMany().HasForeignKey(c => c.RuleId).OnDelete(DeleteBehavior.Restrict);
        card.HasOne<Unit>().WithMany().HasForeignKey(c => c.UnitId).OnDelete(DeleteBehavior.Restrict);
        card.HasMany(c => c.Steps).WithOne().HasForeignKey(s => s.CardId);
    }
}

internal sealed class CardStepConfiguration : IEntityTypeConfiguration<CardStep>
{
    public void Configure(EntityTypeBuilder<CardStep> step)
    {
        step.ToTable("CardSteps");
        step.Property(s => s.Text).HasMaxLength(CardColumns.TextLength);
        step.Property(s => s.By).HasMaxLength(CardColumns.NameLength);
        step.Ignore(s => s.IsByRule);
    }
}

internal sealed class WatchedRecordConfiguration : IEntityTypeConfiguration<WatchedRecord>
{
    public void Configure(EntityTypeBuilder<WatchedRecord> watched)
    {
        watched.ToTable("WatchedRecords");
        watched.HasKey(w => new { w.SubjectId, w.Subject });
        watched.Property(w => w.SubjectId).ValueGeneratedNever();
        watched.HasIndex(w => w.NextAt); // what is due next
    }
}

internal sealed class SupervisionProgressConfiguration : IEntityTypeConfiguration<SupervisionProgress>
{
    public void Configure(EntityTypeBuilder<SupervisionProgress> progress)
    {
        progress.ToTable("SupervisionProgress");
        progress.Property(p => p.Id).ValueGeneratedNever();
    }
}

internal sealed class DailyTellingConfiguration : IEntityTypeConfiguration<DailyTelling>
{
    public void Configure(EntityTypeBuilder<DailyTelling> telling)
    {
        telling.ToTable("DailyTellings");
        telling.HasKey(t => t.UserId);
        telling.Property(t => t.UserId).ValueGeneratedNever();
    }
}

internal sealed class UnitHoursConfiguration : IEntityTypeConfiguration<UnitHours>
{
    public void Configure(EntityTypeBuilder<UnitHours> hours)
    {
        hours.ToTable("UnitHours");
        hours.Property(h => h.Hours).HasMaxLength(WorkingHours.TextLength);
        hours.Property(h => h.By).HasMaxLength(CardColumns.NameLength);
        hours.HasIndex(h => new { h.UnitId, h.ValidFrom }).IsUnique();
        hours.HasOne<Unit>().WithMany().HasForeignKey(h => h.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
