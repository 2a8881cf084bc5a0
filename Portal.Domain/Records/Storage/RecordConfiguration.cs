using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Records.Storage;

internal sealed class ServiceRecordConfiguration : IEntityTypeConfiguration<ServiceRecord>
{
    public const string Table = "Records";

    /// <summary>The discriminator column: cases or appeals.</summary>
    public const string Stream = "Stream";

    public void Configure(EntityTypeBuilder<ServiceRecord> record)
    {
        // One table for both streams: intake, limits and figures use the same rules and the same statements for both.
        record.ToTable(Table);
        record.HasDiscriminator<RecordStream>(Stream).HasValue<ServiceCase>(RecordStream.Cases).HasValue<Appeal>(RecordStream.Appeals);
        record.Property(r => r.CaseNo).HasMaxLength(ServiceRecord.CaseNoLength).IsRequired();
        record.Property(r => r.CaseNoAsSent).HasMaxLength(ServiceRecord.CaseNoAsSentLength);
        record.Property(r => r.SuspensionsText).HasColumnName("Suspensions");
        // Statements compare it; no code has it in memory, so it is not read back after a write.
        var attention = record.Property<short>(AttentionColumn.Name).HasComputedColumnSql(AttentionColumn.Sql);
        attention.ValueGeneratedNever();
        attention.Metadata.SetBeforeSaveBehavior(PropertySaveBehavior.Ignore);
        attention.Metadata.SetAfterSaveBehavior(PropertySaveBehavior.Ignore);

        // No foreign keys: intake resolves the codes just before it writes, and units and items are never deleted.
        record.HasIndex("SourceId", "CaseNo", Stream).IsUnique().HasDatabaseName(RecordIndexes.Number); // upsert, a record's page
        // The latest records of a unit, and lists of few units.
        record.HasIndex(nameof(ServiceRecord.UnitId), Stream, nameof(ServiceRecord.AcceptedAt)).HasDatabaseName(RecordIndexes.Unit);
        // The latest records of all units, lists of many units, and queries as of an instant.
        record.HasIndex(Stream, nameof(ServiceRecord.AcceptedDay), nameof(ServiceRecord.AcceptedAt)).HasDatabaseName(RecordIndexes.Day);
        // Lists of one item, and an item's slowest records.
        record.HasIndex(nameof(ServiceRecord.ItemId), Stream, nameof(ServiceRecord.AcceptedAt)).HasDatabaseName(RecordIndexes.Item);
        // Lists in order of closing.
        record.HasIndex(Stream, nameof(ServiceRecord.ClosedAt)).HasDatabaseName(RecordIndexes.Closed);
        // The record that falls overdue next; lists of open, overdue, withdrawn, not accepted and badly rated records, few among many; and
        // all lists in order of due times, one run for each combination of attention. The unit is compared without reading the record.
        record
            .HasIndex(Stream, AttentionColumn.Name, nameof(ServiceRecord.DueAt), nameof(ServiceRecord.UnitId))
            .HasDatabaseName(RecordIndexes.Due);
        // Lists in order of time used; thousands share a value, so the id is part of the order.
        record
            .HasIndex(Stream, nameof(ServiceRecord.UsedMinutes), nameof(ServiceRecord.Id))
            .HasFilter(RecordIndexes.HasUsed)
            .HasDatabaseName(RecordIndexes.Used);
    }
}

internal sealed class RecordSourceConfiguration : IEntityTypeConfiguration<RecordSource>
{
    public void Configure(EntityTypeBuilder<RecordSource> source)
    {
        source.ToTable("RecordSources");
        source.Property(s => s.Name).HasMaxLength(RecordSource.NameLength);
        source.HasIndex(s => s.Name).IsUnique();
    }
}
