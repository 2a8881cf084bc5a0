using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Records.Lists;

/// <summary>A list of records that a user saved under a name, by its address.</summary>
public sealed class SavedView
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = 60;

    /// <summary>The longest query, in characters.</summary>
    public const int QueryLength = 2_000;

    public int Id { get; set; }

    /// <summary>The owner's sign-in name.</summary>
    public required string Owner { get; set; }

    public RecordStream Stream { get; set; }

    /// <summary>Unique among the owner's views of the stream.</summary>
    public required string Name { get; set; }

    /// <summary>The query of the list's address, with its question mark; empty for the list without a filter.</summary>
    public required string Query { get; set; }
}

internal sealed class SavedViewConfiguration : IEntityTypeConfiguration<SavedView>
{
    public void Configure(EntityTypeBuilder<SavedView> view)
    {
        view.ToTable("SavedViews");
        view.Property(v => v.Owner).HasMaxLength(256);
        view.Property(v => v.Name).HasMaxLength(SavedView.NameLength);
        view.Property(v => v.Query).HasMaxLength(SavedView.QueryLength);
        // The views of a person, by name.
        view.HasIndex(v => new
            {
                v.Owner,
                v.Stream,
                v.Name,
            })
            .IsUnique();
    }
}
