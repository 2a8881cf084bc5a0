using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Entry;
using Portal.Domain.Intake.Mending;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;

namespace Portal.Domain.Intake;

/// <summary>Registers the import of records and reference data.</summary>
internal static class IntakeServices
{
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<IRecordIntake, RecordIntake>();
        services.AddSingleton<RecordFileReader>();
        services.AddSingleton<FileIntake>();
        services.AddSingleton<ImportProfiles>();
        services.AddSingleton<ImportBatches>();
        services.AddSingleton<ImportSets>();
        services.AddSingleton<ImportRunner>();
        services.AddSingleton<ImportPreview>();
        services.AddSingleton<ImportStore>();
        services.AddSingleton<RowMending>();
        services.AddSingleton<EntryDesk>();
        services.AddSingleton<UnitImporter>();
        services.AddSingleton<ItemImporter>();
        services.AddSingleton<CalendarImporter>();
    }
}
