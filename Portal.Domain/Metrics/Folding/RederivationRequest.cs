using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Metrics.Folding;

/// <summary>
/// Records whose derived fields are to be computed again: written in the transaction that changes an item or the calendar, and deleted when
/// <see cref="RecordRederivation"/> has computed them. An interrupted computation is so found again.
/// </summary>
public sealed class RederivationRequest
{
    public long Id { get; set; }

    public DateTimeOffset At { get; set; }

    /// <summary>The changed item; null for the calendar.</summary>
    public int? ItemId { get; set; }

    /// <summary>The first changed day of the calendar; null for an item.</summary>
    public DateOnly? Day { get; set; }
}

internal sealed class RederivationRequestConfiguration : IEntityTypeConfiguration<RederivationRequest>
{
    public void Configure(EntityTypeBuilder<RederivationRequest> request) => request.ToTable("RederivationRequests");
}
