using Microsoft.EntityFrameworkCore;
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

        // No foreign keys: intake resolves the codes just before it writes, and units and items are never deleted.
        record.HasIndex("SourceId", "CaseNo", Stream).IsUnique().HasDatabaseName(RecordIndexes.Number); // upsert, a record's page, lists in order of numbers
        // The latest records of a unit, and lists of few units.
        record.HasIndex(nameof(ServiceRecord.UnitId), Stream, nameof(ServiceRecord.AcceptedAt)).HasDatabaseName(RecordIndexes.Unit);
        // The latest records of all units, lists of many units, and queries as of an instant.
        record.HasIndex(Stream, nameof(ServiceRecord.AcceptedDay), nameof(ServiceRecord.AcceptedAt)).HasDatabaseName(RecordIndexes.Day);
        // Lists of one item, and an item's slowest records.
        record.HasIndex(nameof(ServiceRecord.ItemId), Stream, nameof(ServiceRecord.AcceptedAt)).HasDatabaseName(RecordIndexes.Item);
        // Lists of open, overdue, withdrawn, not accepted, badly rated and doubtful records: few among many. Doubts are in it
        // so that doubtful records are found without a look at the others.
        record
            .HasIndex(Stream, nameof(ServiceRecord.AcceptedAt), nameof(ServiceRecord.Doubts))
            .HasFilter(RecordIndexes.NeedsAttention)
            .HasDatabaseName(RecordIndexes.Attention);
        // Lists in order of closing.
        record.HasIndex(Stream, nameof(ServiceRecord.ClosedAt)).HasDatabaseName(RecordIndexes.Closed);
        record.HasIndex(r => r.DueAt).HasFilter("\"ClosedAt\" IS NULL AND NOT \"Overdue\""); // the record that falls overdue next
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
