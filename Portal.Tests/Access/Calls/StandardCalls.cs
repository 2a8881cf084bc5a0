using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Standards.Checklists;
using Portal.Domain.Standards.Handling;
using Portal.Domain.Standards.Reading;
using Portal.Tests.Standards;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for standards, inspections and stationing.</summary>
internal static class StandardCalls
{
    private static readonly DateOnly s_today = new(2014, 10, 31);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Call> All => [.. Reading, .. Moves];

    private static IEnumerable<Call> Reading =>
        [
            Call.Of<StandardsReader>(
                nameof(StandardsReader.ReadAsync),
                Role.Leader,
                StreetId,
                async (standards, actor, _) =>
                    (await standards.ReadAsync(actor, cancellation: Token)).Points.Any(p => p.Code == SamplePoints.StreetPoint)
            ),
            Call.Of<StandardsReader>(
                nameof(StandardsReader.FindAsync),
                Role.Leader,
                StreetId,
                async (standards, actor, _) => await standards.FindAsync(actor, SamplePoints.StreetPoint, Token) is not null
            ),
            Call.Of<StandardsReader>(
                nameof(StandardsReader.StandardsAsync),
                Role.Leader,
                StreetId,
                async (standards, actor, _) => (await standards.StandardsAsync(actor, Token)).Count > 0
            ) with
            {
                AlsoForOthers = "checklists belong to no unit",
            },
        ];

    private static IEnumerable<Call> Moves =>
        [
            Call.Of<StandardMoves>(
                nameof(StandardMoves.InspectAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (moves, actor, world) =>
                {
                    var standards = await world.Get<StandardsReader>().StandardsAsync(Actor.System, Token);
                    var standard = ServiceStandard.InForce(standards, PointKind.StreetCentre, s_today)!;
                    return await moves.InspectAsync(actor, SamplePoints.StreetPoint, new(s_today, standard.Id, [], "", null), Token);
                }
            ),
            Call.Of<StandardMoves>(
                nameof(StandardMoves.PlanAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, _) => moves.PlanAsync(actor, SamplePoints.StreetPoint, "扩建", null, Token)
            ),
            Call.Of<StandardMoves>(
                nameof(StandardMoves.NoteStationingAsync),
                Role.EfficiencyOffice,
                DepartmentId,
                (moves, actor, _) => moves.NoteStationingAsync(actor, Department, "场地有限", Token)
            ),
            Call.Of<StandardMoves>(
                nameof(StandardMoves.ChangeAsync),
                Role.EfficiencyOffice,
                DistrictId,
                (moves, actor, _) =>
                    moves.ChangeAsync(actor, PointKind.BranchCentre, ShippedStandards.Of(PointKind.BranchCentre), s_today, 1, Token)
            ),
        ];
}
