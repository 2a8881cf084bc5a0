using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Organisation;
using Portal.Domain.Records;

namespace Portal.Domain.Reviews;

internal sealed class BadReviewConfiguration : IEntityTypeConfiguration<BadReview>
{
    public void Configure(EntityTypeBuilder<BadReview> review)
    {
        review.ToTable("BadReviews");
        review.Property(r => r.Source).HasMaxLength(RecordSource.NameLength);
        review.Property(r => r.CaseNo).HasMaxLength(ServiceRecord.CaseNoLength);
        review.Ignore(r => r.AwaitsUnit);
        review.Ignore(r => r.AwaitsOffice);
        review.Ignore(r => r.Counts);
        review.HasIndex(r => new { r.RecordId, r.Episode }).IsUnique(); // a job that runs twice opens once; and the reviews of a record
        review.HasIndex(r => new { r.State, r.Id }); // the list of what is open, the latest first
        review.HasIndex(r => new
        {
            r.UnitId,
            r.State,
            r.DueAt,
        }); // how many, by unit: counted without reading the reviews; what waits for a unit
        review.HasIndex(r => new
        {
            r.UnitId,
            r.RatedDay,
            r.State,
            r.IsMended,
        }); // the share that was mended
        review.HasOne<Unit>().WithMany().HasForeignKey(r => r.UnitId).OnDelete(DeleteBehavior.Restrict);
        review.HasMany(r => r.Steps).WithOne().HasForeignKey(s => s.ReviewId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ReviewStepConfiguration : IEntityTypeConfiguration<ReviewStep>
{
    public void Configure(EntityTypeBuilder<ReviewStep> step)
    {
        step.ToTable("ReviewSteps");
        step.Property(s => s.Text).HasMaxLength(ReviewColumns.TextLength);
        step.Property(s => s.By).HasMaxLength(ReviewColumns.NameLength);
    }
}

internal sealed class ReviewProgressConfiguration : IEntityTypeConfiguration<ReviewProgress>
{
    public void Configure(EntityTypeBuilder<ReviewProgress> progress)
    {
        progress.ToTable("ReviewProgress");
        progress.Property(p => p.Id).ValueGeneratedNever();
    }
}
