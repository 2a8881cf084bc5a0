using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Portal.Domain.Metrics.Cells;

namespace Portal.Domain.Data;

/// <summary>
/// Creates the table of cells clustered by its primary key (<c>WITHOUT ROWID</c>): the cells of a query are adjacent, and a fold writes one
/// B-tree instead of two.
/// </summary>
/// <remarks>The EF Core model cannot express this.</remarks>
#pragma warning disable EF1001 // Only the provider's internal generator can append to CREATE TABLE.
internal sealed class SqliteMigrationsWithClusters(
    MigrationsSqlGeneratorDependencies dependencies,
    IRelationalAnnotationProvider annotations
) : SqliteMigrationsSqlGenerator(dependencies, annotations)
#pragma warning restore EF1001
{
    protected override void Generate(
        CreateTableOperation operation,
        IModel? model,
        MigrationCommandListBuilder builder,
        bool terminate = true
    )
    {
        if (operation.Name != MetricCellConfiguration.Table)
        {
            base.Generate(operation, model, builder, terminate);
            return;
        }
        base.Generate(operation, model, builder, terminate: false);
        builder.Append(" WITHOUT ROWID");
        if (!terminate)
            return;
        builder.AppendLine(Dependencies.SqlGenerationHelper.StatementTerminator);
        EndStatement(builder);
    }
}
