using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Sources;
using Portal.Domain.Figures.Values;
using Portal.Domain.Organisation;

namespace Portal.Domain.Figures;

internal sealed class FigureFormConfiguration : IEntityTypeConfiguration<FigureForm>
{
    public void Configure(EntityTypeBuilder<FigureForm> form)
    {
        form.ToTable("FigureForms");
        form.Property(f => f.Code).HasMaxLength(FigureForm.CodeLength);
        form.HasIndex(f => f.Code).IsUnique(); // addresses name forms by code
        form.HasMany(f => f.Versions).WithOne().HasForeignKey(v => v.FormId);
    }
}

internal sealed class FigureFormVersionConfiguration : IEntityTypeConfiguration<FigureFormVersion>
{
    public void Configure(EntityTypeBuilder<FigureFormVersion> version)
    {
        version.ToTable("FigureFormVersions");
        version.Property(v => v.WrittenBy).HasMaxLength(FigureColumns.NameLength);
        version.HasIndex(v => new { v.FormId, v.FromMonth }).IsUnique();
    }
}

internal sealed class FigureSheetConfiguration : IEntityTypeConfiguration<FigureSheet>
{
    public void Configure(EntityTypeBuilder<FigureSheet> sheet)
    {
        sheet.ToTable("FigureSheets");
        sheet.Property(s => s.SubmittedBy).HasMaxLength(FigureColumns.NameLength);
        sheet.Property(s => s.Reason).HasMaxLength(FigureColumns.TextLength);
        sheet
            .HasIndex(s => new
            {
                s.UnitId,
                s.FormId,
                s.Month,
            })
            .IsUnique(); // a page opens one sheet, and looks at those of the months before
        sheet.HasIndex(s => new { s.Month, s.Revision }); // the board reads years, and compares revisions by month
        sheet.HasIndex(s => s.AwaitingUnitId); // an approver's list
        sheet.HasOne<FigureForm>().WithMany().HasForeignKey(s => s.FormId).OnDelete(DeleteBehavior.Restrict);
        sheet.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict);
        sheet.HasMany(s => s.Cells).WithOne().HasForeignKey(c => c.SheetId);
    }
}

internal sealed class FigureCellConfiguration : IEntityTypeConfiguration<FigureCell>
{
    public void Configure(EntityTypeBuilder<FigureCell> cell)
    {
        cell.ToTable("FigureCells");
        cell.HasKey(c => new { c.SheetId, c.Code });
        cell.Property(c => c.Code).HasMaxLength(FormCell.CodeLength);
        cell.Property(c => c.Number).HasPrecision(20, IndicatorTraits.MostDecimals);
        cell.Property(c => c.Comment).HasMaxLength(FigureColumns.TextLength);
        cell.Property(c => c.ReturnReason).HasMaxLength(FigureColumns.TextLength);
        cell.Property(c => c.SavedBy).HasMaxLength(FigureColumns.NameLength);
        cell.Ignore(c => c.Value);
    }
}

internal sealed class FigureEntryConfiguration : IEntityTypeConfiguration<FigureEntry>
{
    public void Configure(EntityTypeBuilder<FigureEntry> entry)
    {
        entry.ToTable("FigureEntries");
        entry.Property(e => e.Code).HasMaxLength(FormCell.CodeLength);
        entry.Property(e => e.Value).HasMaxLength(40);
        entry.Property(e => e.Comment).HasMaxLength(FigureColumns.TextLength);
        entry.Property(e => e.SavedBy).HasMaxLength(FigureColumns.NameLength);
        entry.HasIndex(e => new
        {
            e.SheetId,
            e.Code,
            e.Revision,
        }); // the history of a cell
        entry.HasOne<FigureSheet>().WithMany(s => s.Entries).HasForeignKey(e => e.SheetId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FigureVersionConfiguration : IEntityTypeConfiguration<FigureVersion>
{
    public void Configure(EntityTypeBuilder<FigureVersion> version)
    {
        version.ToTable("FigureVersions");
        version.HasKey(v => new { v.SheetId, v.Number });
        version.Property(v => v.Reason).HasMaxLength(FigureColumns.TextLength);
        version.Property(v => v.SubmittedBy).HasMaxLength(FigureColumns.NameLength);
        version.Property(v => v.ApprovedBy).HasMaxLength(FigureColumns.NameLength);
        version.HasOne<FigureSheet>().WithMany(s => s.Versions).HasForeignKey(v => v.SheetId).OnDelete(DeleteBehavior.Restrict);
        version.HasOne<FigureFormVersion>().WithMany().HasForeignKey(v => v.FormVersionId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class FigureStepConfiguration : IEntityTypeConfiguration<FigureStep>
{
    public void Configure(EntityTypeBuilder<FigureStep> step)
    {
        step.ToTable("FigureSteps");
        step.Property(s => s.By).HasMaxLength(FigureColumns.NameLength);
        step.Property(s => s.Reason).HasMaxLength(FigureColumns.TextLength);
        step.HasIndex(s => s.SheetId);
        step.HasOne<FigureSheet>().WithMany(s => s.Steps).HasForeignKey(s => s.SheetId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SourceRuleConfiguration : IEntityTypeConfiguration<SourceRule>
{
    public void Configure(EntityTypeBuilder<SourceRule> rule)
    {
        rule.ToTable("SourceRules");
        rule.HasIndex(r => new
            {
                r.UnitId,
                r.Stream,
                r.FromMonth,
            })
            .IsUnique();
        rule.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
