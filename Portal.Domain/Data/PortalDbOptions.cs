using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Migrations;
using Portal.Domain.Data.Interceptors;

namespace Portal.Domain.Data;

/// <summary>
/// Configures the provider of a context, the same for services, tests and tools. The replaced migration generators add table options that
/// the EF Core model cannot express.
/// </summary>
internal static class PortalDbOptions
{
    private static readonly EncodableParameters s_parameters = new();

    public static DbContextOptionsBuilder UsePortalSqlite(this DbContextOptionsBuilder options, string connectionString) =>
        options
            .UseSqlite(connectionString)
            .AddInterceptors(new SqlitePragmas(), s_parameters)
            .ReplaceService<IMigrationsSqlGenerator, SqliteMigrationsWithClusters>();

    public static DbContextOptionsBuilder UsePortalPostgres(this DbContextOptionsBuilder options, string connectionString) =>
        options
            .UseNpgsql(connectionString)
            .AddInterceptors(s_parameters)
            .ReplaceService<IMigrationsSqlGenerator, PostgresMigrationsWithPartitions>();
}
