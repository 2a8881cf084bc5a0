using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Intake.Batches;
using Portal.Domain.Intake.Entry;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Mending;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Records;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls that import records and reference data, or show imports.</summary>
internal static class IntakeCalls
{
    private const string OfTheUpload = "a file that waits is found by its random name alone, which only its sender has";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Call> All =>
        [.. Records, .. Entries, .. Batches, .. Sets, .. Mending, .. Previews, .. Profiles, .. Reference, .. ReferencePages];

    private static IEnumerable<Call> Records =>
        [
            Call.Of<IRecordIntake>(
                nameof(IRecordIntake.RunAsync),
                Role.Clerk,
                StreetId,
                async (intake, actor, _) =>
                    (
                        await intake.RunAsync(
                            new[] { new ParsedRow(1, Input("intake"), [], []) }.ToAsyncEnumerable(),
                            new(RecordStream.Cases) { Scope = Write(actor) },
                            cancellation: Token
                        )
                    ).Created > 0
            ),
            Call.Of<FileIntake>(
                nameof(FileIntake.RunAsync),
                Role.Clerk,
                StreetId,
                async (intake, actor, _) =>
                    (await intake.RunAsync(CallWorld.File("file"), new(RecordStream.Cases, "cases.csv", Write(actor)), cancellation: Token))
                        .Result
                        .Created > 0
            ),
            Call.Of<RecordMessageImporter>(
                nameof(RecordMessageImporter.ImportAsync),
                Role.Clerk,
                StreetId,
                async (importer, actor, _) =>
                    (
                        await importer.ImportAsync(
                            CallWorld.File("message"),
                            FileFormat.Csv,
                            null,
                            new(RecordStream.Cases) { Scope = Write(actor) },
                            Token
                        )
                    ).Created > 0
            ),
        ];

    private static IEnumerable<Call> Entries =>
        [
            Call.Of<EntryDesk>(
                nameof(EntryDesk.EnterAsync),
                Role.Clerk,
                StreetId,
                async (desk, actor, _) => (await desk.EnterAsync(actor, CallWorld.Entry("new"), Token)).CaseNo is not null
            ),
            Call.Of<EntryDesk>(
                nameof(EntryDesk.CorrectAsync),
                Role.Clerk,
                StreetId,
                async (desk, actor, world) =>
                    (await desk.CorrectAsync(actor, world.EntryToCorrect, CallWorld.Entry("corrected"), "why", Token)).CaseNo is not null
            ),
            Call.Of<EntryDesk>(
                nameof(EntryDesk.WithdrawAsync),
                Role.Clerk,
                StreetId,
                async (desk, actor, world) =>
                    (await desk.WithdrawAsync(actor, RecordStream.Cases, world.EntryToWithdraw, "why", Token)).CaseNo is not null
            ),
            Call.Of<EntryDesk>(
                nameof(EntryDesk.OfTodayAsync),
                Role.Clerk,
                StreetId,
                async (desk, actor, _) => (await desk.OfTodayAsync(actor, RecordStream.Cases, Token)).Count > 0
            ),
        ];

    private static IEnumerable<Call> Mending =>
        [
            Call.Of<RowMending>(
                nameof(RowMending.ReasonsAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (mending, actor, world) => (await mending.ReasonsAsync(actor, world.BatchWithRows, Token)).Counted > 0
            ),
            Call.Of<RowMending>(
                nameof(RowMending.RowsAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (mending, actor, world) => (await mending.RowsAsync(actor, world.BatchWithRows, cancellation: Token)).Rows.Count > 0
            ),
            Call.Of<RowMending>(
                nameof(RowMending.MendAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (mending, actor, world) => (await mending.MendAsync(actor, world.BatchToMend, [world.RowToMend], Token)).Taken > 0
            ),
        ];

    private static IEnumerable<Call> Batches =>
        [
            Call.Of<ImportBatches>(
                nameof(ImportBatches.AddAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (batches, actor, world) =>
                {
                    var id = await batches.AddAsync(actor, new(RecordStream.Cases, "new.csv", world.StoredFile), Token);
                    await using var db = world.Open();
                    return (await db.ImportBatches.FindAsync([id], Token))!.Scope == UnitScope.Below(StreetId).ToText();
                }
            ),
            Call.Of<ImportBatches>(
                nameof(ImportBatches.AddTriedAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (batches, actor, world) => await batches.AddTriedAsync(actor, world.BatchTried, Token) is not null
            ),
            Call.Of<ImportBatches>(
                nameof(ImportBatches.LatestAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (batches, actor, world) => (await batches.LatestAsync(actor, cancellation: Token)).Any(b => b.Id == world.Batch)
            ),
            Call.Of<ImportBatches>(
                nameof(ImportBatches.FindAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (batches, actor, world) => await batches.FindAsync(actor, world.Batch, Token) is not null
            ),
            Call.Of<ImportBatches>(
                nameof(ImportBatches.CancelAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (batches, actor, world) =>
                {
                    await batches.CancelAsync(actor, world.BatchToCancel, Token);
                    return (await batches.FindAsync(Actor.System, world.BatchToCancel, Token))!.Status == ImportStatus.Cancelled;
                }
            ),
            Call.Of<ImportBatches>(
                nameof(ImportBatches.RejectedAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (batches, actor, world) => await batches.RejectedAsync(actor, world.Batch, Token).AnyAsync(Token)
            ),
        ];

    private static IEnumerable<Call> Sets =>
        [
            Call.Of<ImportSets>(
                nameof(ImportSets.AddAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (sets, actor, world) =>
                {
                    var set = await sets.AddAsync(actor, [new(RecordStream.Cases, "new.csv", world.StoredFile)], Token);
                    await using var db = world.Open();
                    return (await db.ImportBatches.SingleAsync(b => b.SetId == set, Token)).Scope == UnitScope.Below(StreetId).ToText();
                }
            ),
            Call.Of<ImportSets>(
                nameof(ImportSets.AddTriedAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (sets, actor, world) => await sets.AddTriedAsync(actor, world.SetTried, Token) is not null
            ),
            Call.Of<ImportSets>(
                nameof(ImportSets.ListAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (sets, actor, world) => (await sets.ListAsync(actor, world.Set, Token)).Count > 0
            ),
            Call.Of<ImportSets>(
                nameof(ImportSets.CancelAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (sets, actor, world) =>
                {
                    await sets.CancelAsync(actor, world.SetToCancel, Token);
                    return (await sets.ListAsync(Actor.System, world.SetToCancel, Token)).All(b => b.Status == ImportStatus.Cancelled);
                }
            ),
        ];

    private static IEnumerable<Call> Previews =>
        [
            Call.Of<ImportPreview>(
                nameof(ImportPreview.InspectAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (preview, actor, world) =>
                    (await preview.InspectAsync(actor, world.StoredFile, "cases.csv", FileReading.Found, Token)).Values.Any(v =>
                        v.Contains("previewed")
                    )
            ) with
            {
                AlsoForOthers = OfTheUpload,
            },
            Call.Of<ImportPreview>(
                nameof(ImportPreview.ReadAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (preview, actor, world) =>
                    (await preview.ReadAsync(actor, world.StoredFile, new(RecordStream.Cases, "cases.csv", Write(actor)), most: 10, Token))
                        .Rows
                        .Count > 0
            ) with
            {
                AlsoForOthers = OfTheUpload,
            },
        ];

    private static IEnumerable<Call> Profiles =>
        [
            Call.Of<ImportProfiles>(
                nameof(ImportProfiles.ListAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (profiles, actor, _) =>
                    (await profiles.ListAsync(actor, RecordStream.Cases, Token)).Any(p => p.Name == CallWorld.Profile)
            ),
            Call.Of<ImportProfiles>(
                nameof(ImportProfiles.FindAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (profiles, actor, _) => await profiles.FindAsync(actor, CallWorld.Profile, Token) is not null
            ),
            Call.Of<ImportProfiles>(
                nameof(ImportProfiles.SaveAsync),
                Role.EfficiencyOffice,
                StreetId,
                (profiles, actor, _) => ReplaceAsync(profiles, actor)
            ),
        ];

    private static async Task<bool> ReplaceAsync(ImportProfiles profiles, Actor actor)
    {
        try
        {
            return await profiles.SaveAsync(actor, CallWorld.Profile, RecordStream.Cases, CallWorld.Mapping(), Token) > 0;
        }
        catch (ProfileException)
        {
            return false; // the name is taken by a profile out of scope
        }
    }

    private static IEnumerable<Call> Reference =>
        [
            Call.Of<UnitImporter>(
                nameof(UnitImporter.ImportAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (importer, actor, _) =>
                    Took(
                        await importer.ImportAsync(
                            actor,
                            Csv($"code,name,kind,parentCode,validFrom,validTo\n{Community},新滨江社区,community,{Street},,"),
                            new("units.csv") { DryRun = true },
                            Token
                        )
                    )
            ),
            Call.Of<ItemImporter>(
                nameof(ItemImporter.ImportAsync),
                Role.EfficiencyOffice,
                DistrictId,
                async (importer, actor, _) =>
                    Took(
                        await importer.ImportAsync(
                            actor,
                            Csv($"code,name,kind,unitCode\nNEW,new item,licence,{Street}"),
                            new("items.csv") { DryRun = true },
                            Token
                        )
                    )
            ),
            Call.Of<CalendarImporter>(
                nameof(CalendarImporter.ImportAsync),
                Role.EfficiencyOffice,
                DistrictId,
                async (importer, actor, _) =>
                    Took(
                        await importer.ImportAsync(
                            actor,
                            Csv("date,day,holiday,holidayEnglish\n2030-01-01,rest,元旦,New Year"),
                            new("calendar.csv") { DryRun = true },
                            Token
                        )
                    )
            ),
        ];

    private static IEnumerable<Call> ReferencePages =>
        [
            Call.Of<ReferenceImport>(
                nameof(ReferenceImport.MayAsync),
                Role.EfficiencyOffice,
                DistrictId,
                (import, actor, _) => import.MayAsync(actor, ReferenceKind.Calendar, Token)
            ),
            Call.Of<ReferenceImport>(
                nameof(ReferenceImport.RunAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (import, actor, _) => Took(await import.RunAsync(actor, ReferenceKind.Units, Renamed(), Tried, Token))
            ),
            Call.Of<ReferenceUploads>(
                nameof(ReferenceUploads.RunAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (uploads, actor, world) =>
                {
                    var (stored, _) = await world.Get<ImportStore>().SaveAsync(Renamed(), Token);
                    return Took(await uploads.RunAsync(actor, ReferenceKind.Units, stored, Tried, Token));
                }
            ),
            Call.Of<ReferenceUploads>(
                nameof(ReferenceUploads.InspectAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (uploads, actor, world) =>
                    (await uploads.InspectAsync(actor, ReferenceKind.Units, world.StoredFile, new("cases.csv"), Token)).Columns.Count > 0
            ) with
            {
                AlsoForOthers = OfTheUpload,
            },
            Call.Of<ReferenceFiles>(
                nameof(ReferenceFiles.ReadAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (files, actor, _) => (await files.ReadAsync(actor, ReferenceKind.Units, Token)).Rows.Any(row => row.Key == Community)
            ),
        ];

    private static ReferenceRequest Tried { get; } = new("units.csv") { DryRun = true };

    private static MemoryStream Renamed() =>
        Csv($"code,name,kind,parentCode,validFrom,validTo\n{Community},新滨江社区,community,{Street},,");

    private static bool Took(ReferenceImportResult result) => result.Errors.Count == 0 && result.Created + result.Updated > 0;

    private static MemoryStream Csv(string text) => new(Encoding.UTF8.GetBytes(text + "\n"));

    private static UnitScope Write(Actor actor) => actor.ScopeFor(Permissions.CasesWrite);
}
