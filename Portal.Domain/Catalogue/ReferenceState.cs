using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Catalogue;

/// <summary>
/// The single row with the version of organisation, catalogue and calendar. Incremented in the transaction of each change.
/// </summary>
public sealed class ReferenceState
{
    public const int SingleId = 1;

    public int Id { get; set; } = SingleId;

    public long Version { get; set; }
}

internal sealed class ReferenceStateConfiguration : IEntityTypeConfiguration<ReferenceState>
{
    public void Configure(EntityTypeBuilder<ReferenceState> state)
    {
        state.ToTable("ReferenceState");
        state.Property(s => s.Id).ValueGeneratedNever();
        state.HasData(new ReferenceState());
    }
}
