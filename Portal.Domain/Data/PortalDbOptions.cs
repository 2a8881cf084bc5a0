using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;

namespace Portal.Domain.Data;

/// <summary>How a context reaches its database, the same wherever one is made: what the model cannot say about tables is said by its generator of migrations.</summary>
internal static class PortalDbOptions
{
    public static DbContextOptionsBuilder UsePortalSqlite(this DbContextOptionsBuilder options, string connectionString) =>
        options
            .UseSqlite(connectionString)
            .AddInterceptors(new SqlitePragmas())
            .ReplaceService<IMigrationsSqlGenerator, SqliteMigrationsWithClusters>();

    public static DbContextOptionsBuilder UsePortalPostgres(this DbContextOptionsBuilder options, string connectionString) =>
        options.UseNpgsql(connectionString).ReplaceService<IMigrationsSqlGenerator, PostgresMigrationsWithPartitions>();
}
