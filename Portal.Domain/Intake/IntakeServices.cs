using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Entry;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Mending;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Watched;

namespace Portal.Domain.Intake;

/// <summary>Registers the import of records and reference data.</summary>
internal static class IntakeServices
{
    public static void AddIntake(this IServiceCollection services)
    {
        services.AddSingleton<IRecordIntake, RecordIntake>();
        services.TryAddSingleton(ImportLimits.Default);
        services.AddSingleton<RecordFileReader>();
        services.AddSingleton<FileIntake>();
        services.AddSingleton<ImportProfiles>();
        services.AddSingleton<ImportBatches>();
        services.AddSingleton<ImportSets>();
        services.AddSingleton<ImportRunner>();
        services.TryAddSingleton(new WatchedFolderOptions([])); // unless the settings name some
        services.AddSingleton<FolderTaking>();
        services.AddSingleton<FolderSettling>();
        services.AddSingleton<FolderLook>();
        services.AddSingleton<FolderStates>();
        services.AddSingleton<ImportPreview>();
        services.AddSingleton<ImportStore>();
        services.AddSingleton<RowMending>();
        services.AddSingleton<EntryDesk>();
        services.AddSingleton<UnitImporter>();
        services.AddSingleton<ItemImporter>();
        services.AddSingleton<CalendarImporter>();
        services.AddSingleton<ReferenceImport>();
        services.AddSingleton<ReferenceUploads>();
        services.AddSingleton<ReferenceFiles>();
    }
}
