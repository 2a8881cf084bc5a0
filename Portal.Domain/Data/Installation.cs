using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Data;

/// <summary>The single row that says to which installation a database belongs. Written at its first start, and never changed.</summary>
/// <remarks>Backups carry it, so that a restore does not put the data of one office in the place of another's by mistake.</remarks>
public sealed class Installation
{
    public const int SingleId = 1;

    public int Id { get; set; } = SingleId;

    /// <summary>Random; 32 hexadecimal digits.</summary>
    public string Identity { get; set; } = "";

    /// <summary>
    /// Which key file wraps the keys of cookies (16 hexadecimal digits); null until there is one. Of processes that make one at the same
    /// time on machines that do not share it, one wins and the others are refused.
    /// </summary>
    public string? KeyFingerprint { get; set; }

    /// <summary>When the database was made.</summary>
    public DateTimeOffset FirstStart { get; set; }
}

internal sealed class InstallationConfiguration : IEntityTypeConfiguration<Installation>
{
    private const int IdentityLength = 32;
    private const int FingerprintLength = 16;

    public void Configure(EntityTypeBuilder<Installation> installation)
    {
        installation.ToTable("Installation");
        installation.Property(i => i.Id).ValueGeneratedNever();
        installation.Property(i => i.Identity).HasMaxLength(IdentityLength);
        installation.Property(i => i.KeyFingerprint).HasMaxLength(FingerprintLength);
    }
}
