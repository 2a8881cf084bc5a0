using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Design;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;

namespace Portal.Domain.Data;

/// <summary>The portal's context for PostgreSQL, shared by many processes.</summary>
public sealed class PostgresPortalDb(DbContextOptions<PostgresPortalDb> options) : PortalDb(options)
{
    protected override void OnModelCreating(ModelBuilder builder)
    {
        base.OnModelCreating(builder);
        // Every key of a partitioned table must contain the partition column. An update by this key also touches one partition only.
        builder.Entity<ServiceRecord>(record =>
        {
            record.HasKey(r => new { r.Id, r.CaseNo });
            record.Property(r => r.Id).UseIdentityByDefaultColumn();
            // SQLite computes it when it is read; this version of PostgreSQL cannot.
            record.Property<short>(AttentionColumn.Name).HasComputedColumnSql(AttentionColumn.Sql, stored: true);
        });
    }
}

internal sealed class PostgresPortalDbDesign : IDesignTimeDbContextFactory<PostgresPortalDb>
{
    public PostgresPortalDb CreateDbContext(string[] args) =>
        new(new DbContextOptionsBuilder<PostgresPortalDb>().UseNpgsql("Host=design").Options);
}
