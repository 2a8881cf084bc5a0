using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;
using Portal.Domain.Metrics.Cells;

namespace Portal.Domain.Data;

/// <summary>
/// Creates the tables of <see cref="PostgresPartitions"/> with their partitions, and the aggregate of <see cref="PostgresSums"/>.
/// </summary>
/// <remarks>The EF Core model cannot express partitions. The server creates the table's indexes on each partition.</remarks>
#pragma warning disable EF1001 // Only the provider's internal generator can append to CREATE TABLE.
internal sealed class PostgresMigrationsWithPartitions(MigrationsSqlGeneratorDependencies dependencies, INpgsqlSingletonOptions options)
    : NpgsqlMigrationsSqlGenerator(dependencies, options)
#pragma warning restore EF1001
{
    protected override void Generate(
        CreateTableOperation operation,
        IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        if (!terminate || PostgresPartitions.Of(operation.Name) is not { } partitions)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }
        if (operation.Name == MetricCellConfiguration.Table)
            End(builder.Append(PostgresSums.Create));
        base.Generate(operation, model, builder, terminate: false);
        End(builder.Append($" PARTITION BY {partitions.By}"));
        foreach (var (name, values) in partitions.Parts)
        {
            End(builder.Append($"CREATE TABLE {Quote(name)} PARTITION OF {Quote(operation.Name)} FOR VALUES {values}"));
        }
    }

    private void End(MigrationCommandListBuilder builder)
    {
        builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }

    private string Quote(string name) => Dependencies.SqlGenerationHelper.DelimitIdentifier(name);
}
