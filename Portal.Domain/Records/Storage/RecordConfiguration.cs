using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Portal.Domain.Records.Storage;

internal sealed class ServiceRecordConfiguration : IEntityTypeConfiguration<ServiceRecord>
{
    public const string Table = "Records";

    /// <summary>The column that tells cases from appeals.</summary>
    public const string Stream = "Stream";

    public void Configure(EntityTypeBuilder<ServiceRecord> record)
    {
        // One table for both streams: they are taken in, timed and counted by the same rules and the same statements.
        record.ToTable(Table);
        record.HasDiscriminator<RecordStream>(Stream).HasValue<ServiceCase>(RecordStream.Cases).HasValue<Appeal>(RecordStream.Appeals);
        record.Property(r => r.CaseNo).HasMaxLength(ServiceRecord.CaseNoLength).IsRequired();
        record.Property(r => r.SuspensionsText).HasColumnName("Suspensions");

        // No foreign keys: intake has just looked the codes up, and units and items are never deleted.
        record.HasIndex("SourceId", "CaseNo", Stream).IsUnique(); // upsert
        record.HasIndex(r => new { r.UnitId, r.AcceptedAt }); // the latest records and the lists of a unit
        record.HasIndex(Stream, nameof(ServiceRecord.AcceptedDay), nameof(ServiceRecord.AcceptedAt)); // the latest records of all units; questions as of an instant
        record.HasIndex(r => r.DueAt).HasFilter("\"ClosedAt\" IS NULL AND NOT \"Overdue\""); // what falls overdue next
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
