using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Rows;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>Converts a case into the input that a source system would send.</summary>
internal static class CaseInputs
{
    public static RecordInput Of(CaseDraft draft, CaseEnd end, string source, string caseNo, DemonstrationWorld world) =>
        new()
        {
            Source = source,
            CaseNo = caseNo,
            UnitCode = draft.UnitCode,
            ItemCode = draft.Entry.Code,
            Channel = draft.Channel,
            AcceptedAt = world.At(draft.Day, draft.Time),
            ClosedAt = end.At,
            Outcome = end.Outcome,
            Suspensions = end.Suspension is { } suspension ? [suspension] : [],
            ExtensionDays = end.ExtensionDays,
            Satisfaction = end.Satisfaction,
            ServiceMode = draft.Mode,
        };
}
