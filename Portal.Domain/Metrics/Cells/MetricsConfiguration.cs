using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;
using Portal.Domain.Metrics.Formulas;

namespace Portal.Domain.Metrics.Cells;

internal sealed class MetricCellConfiguration : IEntityTypeConfiguration<MetricCell>
{
    public const string Table = "MetricCells";

    public void Configure(EntityTypeBuilder<MetricCell> cell)
    {
        cell.ToTable(Table);
        // Ordered for the queries of readers: one dimension, stream and basis, one unit, a span of periods, all keys.
        cell.HasKey(c => new
        {
            c.Dimension,
            c.Stream,
            c.Basis,
            c.UnitId,
            c.Period,
            c.Key,
        });
        cell.ComplexProperty(
            c => c.Measures,
            measures =>
            {
                foreach (var name in MeasureColumns.Names)
                    measures.Property<long>(name).HasColumnName(name);
                measures.Ignore(m => m.Rated);
                measures.Ignore(m => m.Open);
                measures.Ignore(m => m.IsZero);
            }
        );
    }
}

internal sealed class MetricDeltaConfiguration : IEntityTypeConfiguration<MetricDelta>
{
    public void Configure(EntityTypeBuilder<MetricDelta> delta) => delta.ToTable("MetricDeltas");
}

internal sealed class MetricsStateConfiguration : IEntityTypeConfiguration<MetricsState>
{
    public void Configure(EntityTypeBuilder<MetricsState> state)
    {
        state.ToTable("MetricsState");
        state.Property(s => s.Id).ValueGeneratedNever();
        state.HasData(new MetricsState());
    }
}
