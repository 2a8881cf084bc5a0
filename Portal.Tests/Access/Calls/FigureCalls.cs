using Portal.Domain.Access;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Ranking;
using Portal.Domain.Figures.Reminders;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Figures.Forms;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for forms and for sheets of monthly figures with their approvals.</summary>
internal static class FigureCalls
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static DateOnly Month => CallWorld.October;

    public static IEnumerable<Call> All => [.. Sheets, .. Moves, .. Owed, .. Forms];

    private static IEnumerable<Call> Sheets =>
        [
            Call.Of<SheetReader>(
                nameof(SheetReader.OpenAsync),
                Role.Leader,
                StreetId,
                async (sheets, actor, _) => await sheets.OpenAsync(actor, CallWorld.Approved, Token) is not null
            ),
            Call.Of<SheetReader>(
                nameof(SheetReader.HistoryAsync),
                Role.Leader,
                StreetId,
                async (sheets, actor, _) => (await sheets.HistoryAsync(actor, CallWorld.Approved, "accepted", Token)).Count > 0
            ),
            Call.Of<SheetReader>(
                nameof(SheetReader.VersionsAsync),
                Role.Leader,
                StreetId,
                async (sheets, actor, _) => (await sheets.VersionsAsync(actor, CallWorld.Approved, Token)).Count > 0
            ),
            Call.Of<CityRanking>(
                nameof(CityRanking.ReadAsync),
                Role.Leader,
                DistrictId,
                async (ranking, actor, _) => (await ranking.ReadAsync(actor, DistrictId, new(2014, 1, 1), Month, Token)).Count > 0
            ),
            Call.Of<SheetPlaces>(
                nameof(SheetPlaces.FindAsync),
                Role.Leader,
                StreetId,
                async (places, actor, _) => await places.FindAsync(Read(actor), CallWorld.Empty, Token) is not null
            ),
            Call.Of<ISheetEntry, SaveResult>(
                nameof(ISheetEntry.SaveAsync),
                Role.Clerk,
                CommunityId,
                (entry, actor, _) => entry.SaveAsync(actor, CallWorld.Empty, [new("accepted", "7", null, 0)], EntryOrigin.Typed, Token),
                saved => saved.Cells[0].Result == CellResult.Saved
            ),
        ];

    private static IEnumerable<Call> Moves =>
        [
            Call.Of<SheetMoves, SubmitResult>(
                nameof(SheetMoves.SubmitAsync),
                Role.Clerk,
                CommunityId,
                (moves, actor, _) => moves.SubmitAsync(actor, CallWorld.Begun, Token),
                result => result.Submitted
            ),
            Call.Of<SheetMoves>(
                nameof(SheetMoves.WithdrawAsync),
                Role.Clerk,
                StreetId,
                (moves, actor, _) => moves.WithdrawAsync(actor, CallWorld.ToWithdraw, Token)
            ),
            Call.Of<SheetMoves>(
                nameof(SheetMoves.ApproveAsync),
                Role.Clerk,
                StreetId,
                async (moves, actor, world) =>
                {
                    var seen = (await world.Get<SheetReader>().OpenAsync(Actor.System, CallWorld.ToApprove, Token))!.Revision;
                    return await moves.ApproveAsync(actor, CallWorld.ToApprove, seen, Token);
                }
            ),
            Call.Of<SheetMoves>(
                nameof(SheetMoves.ReturnAsync),
                Role.Clerk,
                StreetId,
                (moves, actor, _) => moves.ReturnAsync(actor, CallWorld.ToReturn, "why", new Dictionary<string, string>(), Token)
            ),
            Call.Of<SheetMoves>(
                nameof(SheetMoves.AmendAsync),
                Role.Clerk,
                StreetId,
                (moves, actor, _) => moves.AmendAsync(actor, CallWorld.ToAmend, "why", Token)
            ),
        ];

    private static IEnumerable<Call> Owed =>
        [
            Call.Of<SheetProgressReader>(
                nameof(SheetProgressReader.ReadAsync),
                Role.Leader,
                StreetId,
                async (sheets, actor, _) => (await sheets.ReadAsync(Read(actor), Month, Month, Token)).Any(s => s.UnitId == CommunityId)
            ),
            Call.Of<SheetProgressReader>(
                nameof(SheetProgressReader.ReadOwnAsync),
                Role.Leader,
                StreetId,
                async (sheets, actor, _) => (await sheets.ReadOwnAsync(Read(actor), [StreetId, CommunityId], Month, Month, Token)).Count > 0
            ),
            Call.Of<SheetTotals>(
                nameof(SheetTotals.ReadAsync),
                Role.Leader,
                StreetId,
                async (totals, actor, world) =>
                    (await totals.ReadAsync(Read(actor), Month, Month, Token))[Month]
                        .Of(StreetId, (await world.Get<IFigureReferences>().GetAsync(Token)).Forms)
                        .All > 0
            ),
            Call.Of<AwaitingSheets>(
                nameof(AwaitingSheets.ReadAsync),
                Role.Clerk,
                StreetId,
                async (sheets, actor, _) => (await sheets.ReadAsync(actor, Token)).Any(s => s.Key == CallWorld.Waiting)
            ),
            Call.Of<AwaitingSheets>(
                nameof(AwaitingSheets.CountAsync),
                Role.Clerk,
                StreetId,
                async (sheets, actor, _) => await sheets.CountAsync(actor, Token) > 0
            ),
            Call.Of<AwaitingSheets>(
                nameof(AwaitingSheets.CountOthersAsync),
                Role.Clerk,
                DistrictId,
                async (sheets, actor, _) => await sheets.CountOthersAsync(actor, Token) > 0
            ),
            Call.Of<FigureReminders, int>(
                nameof(FigureReminders.RemindByHandAsync),
                Role.Clerk,
                StreetId,
                (reminders, actor, _) => reminders.RemindByHandAsync(actor, [CallWorld.Empty], Token),
                count => count > 0
            ),
            Call.Of<FigureReminders>(
                nameof(FigureReminders.LatestAsync),
                Role.Leader,
                StreetId,
                async (reminders, actor, _) => (await reminders.LatestAsync(Read(actor), Month, Month, cancellation: Token)).Count > 0
            ),
        ];

    private static IEnumerable<Call> Forms =>
        [
            Call.Of<FormWriter>(
                nameof(FormWriter.MayWriteAsync),
                Role.EfficiencyOffice,
                DistrictId,
                (writer, actor, _) => writer.MayWriteAsync(actor, Token)
            ),
            Call.Of<FormWriter>(
                nameof(FormWriter.LastSubmittedAsync),
                Role.EfficiencyOffice,
                DistrictId,
                async (writer, actor, _) => await writer.LastSubmittedAsync(actor, FullForm.Code, Token) is not null
            ),
            Call.Of<FormWriter>(
                nameof(FormWriter.OwedAtOnceAsync),
                Role.EfficiencyOffice,
                DistrictId,
                async (writer, actor, _) => (await writer.OwedAtOnceAsync(actor, Draft("asked-of"), Token)).Owed > 0
            ),
            Call.Of<FormWriter>(
                nameof(FormWriter.SaveAsync),
                Role.EfficiencyOffice,
                DistrictId,
                async (writer, actor, _) => (await writer.SaveAsync(actor, Draft("saved"), Token)).Count == 0
            ),
            Call.Of<FormWriter>(
                nameof(FormWriter.InstallAsync),
                Role.EfficiencyOffice,
                DistrictId,
                async (writer, actor, _) =>
                    (await writer.InstallAsync(actor, Month, cancellation: Token)).All(p => p.Code != "form.notAllowed")
            ),
        ];

    // Owed by departments, so that the sheets of the other calls stay as they are.
    private static FormDraft Draft(string code) =>
        new(code, UnitKinds.Department, RecordStream.Cases, Month, LastMonth: null, FigureForm.UsualDeadline, FullForm.FullDefinition());

    private static UnitScope Read(Actor actor) => actor.ScopeFor(Permissions.FiguresRead);
}
