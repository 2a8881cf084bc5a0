using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Migrations;
using Microsoft.EntityFrameworkCore.Migrations.Operations;
using Portal.Domain.Metrics.Cells;

namespace Portal.Domain.Data;

/// <summary>Keeps the table of cells in the order of its key (<c>WITHOUT ROWID</c>): a view's cells lie side by side, and a fold touches one tree instead of two.</summary>
/// <remarks>The model cannot say this, so it is said where the table is created.</remarks>
#pragma warning disable EF1001 // The provider's generator is the one place where a table's last words are written.
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
