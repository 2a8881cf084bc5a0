using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Npgsql.EntityFrameworkCore.PostgreSQL.Infrastructure.Internal;
using Npgsql.EntityFrameworkCore.PostgreSQL.Migrations;
using Portal.Domain.Metrics.Cells;

namespace Portal.Domain.Data;

/// <summary>Creates the tables of <see cref="PostgresPartitions"/> in parts, and what their sums need.</summary>
/// <remarks>The model cannot say this, so it is said where the table is created. Indexes of the table are made on each part by the server.</remarks>
#pragma warning disable EF1001 // The provider's generator is the one place where a table's last words are written.
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
