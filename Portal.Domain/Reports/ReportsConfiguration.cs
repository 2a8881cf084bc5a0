using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Reports.Subscriptions;

namespace Portal.Domain.Reports;

internal sealed class SignedReportConfiguration : IEntityTypeConfiguration<SignedReport>
{
    public void Configure(EntityTypeBuilder<SignedReport> report)
    {
        report.ToTable("SignedReports");
        report.Property(r => r.Hash).HasMaxLength(ReportColumns.HashLength);
        report.Property(r => r.Reason).HasMaxLength(ReportColumns.ReasonLength);
        report.Property(r => r.SignedBy).HasMaxLength(ReportColumns.NameLength);
        report
            .HasIndex(r => new
            {
                r.UnitId,
                r.From,
                r.To,
                r.Number,
            })
            .IsUnique();
        report.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
        report.HasMany(r => r.Files).WithOne().HasForeignKey(f => f.ReportId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SignedFileConfiguration : IEntityTypeConfiguration<SignedFile>
{
    public void Configure(EntityTypeBuilder<SignedFile> file)
    {
        file.ToTable("SignedFiles");
        file.Property(f => f.Language).HasMaxLength(ReportColumns.LanguageLength);
        file.Property(f => f.Hash).HasMaxLength(ReportColumns.HashLength);
        file.HasIndex(f => new
            {
                f.ReportId,
                f.Format,
                f.Language,
            })
            .IsUnique();
    }
}

internal sealed class ReportBuildConfiguration : IEntityTypeConfiguration<ReportBuild>
{
    public void Configure(EntityTypeBuilder<ReportBuild> build)
    {
        build.ToTable("ReportBuilds");
        build.Property(b => b.Language).HasMaxLength(ReportColumns.LanguageLength);
        build.Property(b => b.RequestedBy).HasMaxLength(ReportColumns.NameLength);
        build.Property(b => b.Basis).HasMaxLength(ReportColumns.NameLength);
        build.Property(b => b.Error).HasMaxLength(ReportColumns.ReasonLength);
        build
            .HasIndex(b => new
            {
                b.UnitId,
                b.From,
                b.To,
                b.Language,
            })
            .IsUnique();
        build.HasIndex(b => new { b.State, b.RequestedAt }); // the job looks for waiting drafts
        build.HasOne<Unit>().WithMany().HasForeignKey(b => b.UnitId).OnDelete(DeleteBehavior.Restrict);
        build.HasMany(b => b.Files).WithOne().HasForeignKey(f => f.BuildId).OnDelete(DeleteBehavior.Cascade);
    }
}

internal sealed class BuiltFileConfiguration : IEntityTypeConfiguration<BuiltFile>
{
    public void Configure(EntityTypeBuilder<BuiltFile> file)
    {
        file.ToTable("BuiltFiles");
        file.Property(f => f.Hash).HasMaxLength(ReportColumns.HashLength);
        file.HasIndex(f => new { f.BuildId, f.Format }).IsUnique();
    }
}

internal sealed class ReportRemarkConfiguration : IEntityTypeConfiguration<ReportRemark>
{
    public void Configure(EntityTypeBuilder<ReportRemark> remark)
    {
        remark.ToTable("ReportRemarks");
        remark.Property(r => r.Text).HasMaxLength(ReportColumns.RemarkLength);
        remark.Property(r => r.WrittenBy).HasMaxLength(ReportColumns.NameLength);
        remark
            .HasIndex(r => new
            {
                r.UnitId,
                r.From,
                r.To,
                r.Number,
            })
            .IsUnique(); // of two concurrent remarks one is refused
        remark.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReportTemplateConfiguration : IEntityTypeConfiguration<ReportTemplate>
{
    public void Configure(EntityTypeBuilder<ReportTemplate> template)
    {
        template.ToTable("ReportTemplates");
        template.Property(t => t.Language).HasMaxLength(ReportColumns.LanguageLength);
        template.Property(t => t.FileName).HasMaxLength(ReportColumns.NameLength);
        template.Property(t => t.UploadedBy).HasMaxLength(ReportColumns.NameLength);
        template
            .HasIndex(t => new
            {
                t.UnitId,
                t.Format,
                t.Language,
                t.Number,
            })
            .IsUnique();
        template.HasOne<Unit>().WithMany().HasForeignKey(t => t.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReportSubscriptionConfiguration : IEntityTypeConfiguration<ReportSubscription>
{
    public void Configure(EntityTypeBuilder<ReportSubscription> subscription)
    {
        subscription.ToTable("ReportSubscriptions");
        subscription.Property(s => s.Language).HasMaxLength(ReportColumns.LanguageLength);
        subscription.Property(s => s.Address).HasMaxLength(ReportColumns.NameLength);
        subscription.Property(s => s.Name).HasMaxLength(ReportColumns.NameLength);
        subscription.Property(s => s.CreatedBy).HasMaxLength(ReportColumns.NameLength);
        subscription
            .HasIndex(s => new
            {
                s.UnitId,
                s.Span,
                s.Language,
                s.Address,
            })
            .IsUnique();
        subscription.HasOne<Unit>().WithMany().HasForeignKey(s => s.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class SavedTableConfiguration : IEntityTypeConfiguration<SavedTable>
{
    public const int QueryLength = 20_000;

    public void Configure(EntityTypeBuilder<SavedTable> table)
    {
        table.ToTable("SavedTables");
        table.Property(t => t.Code).HasMaxLength(40);
        table.Property(t => t.Name).HasMaxLength(ReportColumns.NameLength);
        table.Property(t => t.Owner).HasMaxLength(ReportColumns.NameLength);
        table.Property(t => t.Query).HasMaxLength(QueryLength);
        table.HasIndex(t => t.Code).IsUnique();
        table.HasIndex(t => new { t.Owner, t.Name }).IsUnique();
    }
}
