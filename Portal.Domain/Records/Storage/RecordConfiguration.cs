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
        record.Property(r => r.SuspensionsText).HasColumnName("Suspensions");

        // No foreign keys: intake resolves the codes just before it writes, and units and items are never deleted.
        record.HasIndex("SourceId", "CaseNo", Stream).IsUnique(); // upsert
        record.HasIndex(r => new { r.UnitId, r.AcceptedAt }); // the latest records and the lists of a unit
        // The latest records of all units, and queries as of an instant.
        record.HasIndex(Stream, nameof(ServiceRecord.AcceptedDay), nameof(ServiceRecord.AcceptedAt));
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
