using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Data;

/// <summary>
/// The single row that says to which installation a database belongs, and by which days it counts. Written at its first start.
/// </summary>
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

    /// <summary>
    /// The time zone by whose days records and figures are stored, such as <c>Asia/Shanghai</c>; null before the first start. Only
    /// <c>rebuild --time-zone</c> changes it.
    /// </summary>
    public string? TimeZone { get; set; }

    /// <summary>
    /// The time zone to which a change has begun: days are in part those of both until it has ended, and nothing else is written. Null
    /// otherwise.
    /// </summary>
    public string? NextTimeZone { get; set; }

    /// <summary>When the database was made.</summary>
    public DateTimeOffset FirstStart { get; set; }
}

internal sealed class InstallationConfiguration : IEntityTypeConfiguration<Installation>
{
    private const int IdentityLength = 32;
    private const int FingerprintLength = 16;
    private const int ZoneLength = 64;

    public void Configure(EntityTypeBuilder<Installation> installation)
    {
        installation.ToTable("Installation");
        installation.Property(i => i.Id).ValueGeneratedNever();
        installation.Property(i => i.Identity).HasMaxLength(IdentityLength);
        installation.Property(i => i.KeyFingerprint).HasMaxLength(FingerprintLength);
        installation.Property(i => i.TimeZone).HasMaxLength(ZoneLength);
        installation.Property(i => i.NextTimeZone).HasMaxLength(ZoneLength);
    }
}
