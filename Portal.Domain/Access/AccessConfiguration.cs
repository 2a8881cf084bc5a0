using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Access.Sessions;
using Portal.Domain.Access.Sources;
using Portal.Domain.Organisation;

namespace Portal.Domain.Access;

internal sealed class PortalUserConfiguration : IEntityTypeConfiguration<PortalUser>
{
    public void Configure(EntityTypeBuilder<PortalUser> user)
    {
        user.Property(u => u.DisplayName).HasMaxLength(100);
    }
}

internal sealed class UserGrantConfiguration : IEntityTypeConfiguration<UserGrant>
{
    public void Configure(EntityTypeBuilder<UserGrant> grant)
    {
        grant.ToTable("UserGrants");
        grant.HasOne<PortalUser>().WithMany(u => u.Grants).HasForeignKey(g => g.UserId); // its index finds the grants of a user
        grant.HasOne<PortalUser>().WithMany().HasForeignKey(g => g.DelegatedById).OnDelete(DeleteBehavior.Restrict);
        grant.HasOne<Unit>().WithMany().HasForeignKey(g => g.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class UserSessionConfiguration : IEntityTypeConfiguration<UserSession>
{
    public void Configure(EntityTypeBuilder<UserSession> session)
    {
        session.ToTable("UserSessions");
        session.Property(s => s.Id).HasMaxLength(32).ValueGeneratedNever();
        session.Property(s => s.Address).HasMaxLength(UserSession.AddressLength);
        session.Property(s => s.Browser).HasMaxLength(UserSession.BrowserLength);
        session.HasOne<PortalUser>().WithMany().HasForeignKey(s => s.UserId); // its index finds the sessions of a user
    }
}

internal sealed class ApiKeyConfiguration : IEntityTypeConfiguration<ApiKey>
{
    public void Configure(EntityTypeBuilder<ApiKey> key)
    {
        key.ToTable("ApiKeys");
        key.Property(k => k.Name).HasMaxLength(100);
        key.Property(k => k.SecretHash).HasMaxLength(64);
        key.Property(k => k.Prefix).HasMaxLength(16);
        key.Property(k => k.Permissions).HasMaxLength(1_000);
        key.HasIndex(k => k.SecretHash).IsUnique(); // every API call finds its key by the hash
        key.HasOne<Unit>().WithMany().HasForeignKey(k => k.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}

internal sealed class ApiKeySourceConfiguration : IEntityTypeConfiguration<ApiKeySource>
{
    public void Configure(EntityTypeBuilder<ApiKeySource> source)
    {
        source.ToTable("ApiKeySources");
        source.HasKey(s => new { s.ApiKeyId, s.Name }); // every API call finds the names of its key
        source.Property(s => s.Name).HasMaxLength(SourceName.Length);
        source.HasOne<ApiKey>().WithMany(k => k.Sources).HasForeignKey(s => s.ApiKeyId);
    }
}

internal sealed class SourceNameConfiguration : IEntityTypeConfiguration<SourceName>
{
    public void Configure(EntityTypeBuilder<SourceName> name)
    {
        name.ToTable("SourceNames");
        name.HasKey(n => n.Name); // every batch of an import finds the holders of its names
        name.Property(n => n.Name).HasMaxLength(SourceName.Length);
        name.Property(n => n.ChangedBy).HasMaxLength(256);
        name.HasOne<Unit>().WithMany().HasForeignKey(n => n.UnitId).OnDelete(DeleteBehavior.Restrict);
    }
}
