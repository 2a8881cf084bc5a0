using Portal.Domain.Access;
using Portal.Domain.Evidence;
using Portal.Domain.Rectifications;
using Portal.Tests.Evidence;
using Portal.Tests.Rectifications;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for rectification orders and their evidence. Each move has an order of its own.</summary>
internal static class RectificationCalls
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Call> All => [.. Reading, .. OfUnits, .. OfTheOffice];

    private static IEnumerable<Call> Reading =>
        [
            Call.Of<RectificationReader>(
                nameof(RectificationReader.PageAsync),
                Role.Leader,
                StreetId,
                async (orders, actor, _) => (await orders.PageAsync(actor, new(), before: null, 10, Token)).Count > 0
            ),
            Call.Of<RectificationReader>(
                nameof(RectificationReader.CountAsync),
                Role.Leader,
                StreetId,
                async (orders, actor, _) => (await orders.CountAsync(actor, new(), Token)).Count > 0
            ),
            Call.Of<RectificationReader>(
                nameof(RectificationReader.CountWaitingAsync),
                Role.UnitHead,
                StreetId,
                async (orders, actor, _) => await orders.CountWaitingAsync(actor, Token) > 0
            ),
            Call.Of<RectificationReader>(
                nameof(RectificationReader.WaitingAsync),
                Role.UnitHead,
                StreetId,
                async (orders, actor, _) => (await orders.WaitingAsync(actor, unitId: null, 10, Token)).Count > 0
            ),
            Call.Of<RectificationReader>(
                nameof(RectificationReader.FindAsync),
                Role.Leader,
                StreetId,
                async (orders, actor, world) => await orders.FindAsync(actor, world.Orders[^1], Token) is not null
            ),
            Call.Of<RectificationEvidence>(
                nameof(RectificationEvidence.OpenAsync),
                Role.Leader,
                StreetId,
                async (evidence, actor, world) => await evidence.OpenAsync(actor, world.EvidenceFile, Token) is not null
            ),
        ];

    private static IEnumerable<Call> OfUnits =>
        [
            Call.Of<RectificationEvidence, EvidenceView>(
                nameof(RectificationEvidence.AddAsync),
                Role.Clerk,
                CommunityId,
                (evidence, actor, world) =>
                    evidence.AddAsync(
                        actor,
                        world.Orders[5],
                        "a.png",
                        declaredLength: null,
                        new MemoryStream(SampleEvidence.Png(1)),
                        Token
                    ),
                file => file.Id > 0
            ),
            Call.Of<RectificationMoves>(
                nameof(RectificationMoves.SubmitAsync),
                Role.UnitHead,
                StreetId,
                (moves, actor, world) => moves.SubmitAsync(actor, world.Orders[0], 1, "已公示", Token)
            ),
            Call.Of<RectificationMoves>(
                nameof(RectificationMoves.CommentAsync),
                Role.UnitHead,
                CommunityId,
                (moves, actor, world) => moves.CommentAsync(actor, world.Orders[3], 1, "收到", Token)
            ),
            Call.Of<RectificationMoves>(
                nameof(RectificationMoves.HandOverAsync),
                Role.UnitHead,
                StreetId,
                (moves, actor, world) => moves.HandOverAsync(actor, world.Orders[6], 1, Street, "统一整改", Token)
            ),
        ];

    private static IEnumerable<Call> OfTheOffice =>
        [
            Call.Of<RectificationMoves, long>(
                nameof(RectificationMoves.OrderAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, _) => moves.OrderAsync(actor, Community, SampleRectifications.Demand(deadline: Deadline), Token),
                id => id > 0
            ),
            Call.Of<RectificationMoves>(
                nameof(RectificationMoves.CloseAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.CloseAsync(actor, world.Orders[1], 2, remark: null, Token)
            ),
            Call.Of<RectificationMoves>(
                nameof(RectificationMoves.SendBackAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.SendBackAsync(actor, world.Orders[2], 2, "照片不清", Deadline, Token)
            ),
            Call.Of<RectificationMoves>(
                nameof(RectificationMoves.WithdrawAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.WithdrawAsync(actor, world.Orders[4], 1, "误下达", Token)
            ),
        ];

    private static DateOnly Deadline => SampleRectifications.Deadline;
}
