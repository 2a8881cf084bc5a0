using Portal.Domain.Access;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for bad reviews. Each move has a review of its own.</summary>
internal static class ReviewCalls
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Call> All => [.. Reading, .. OfUnits, .. OfTheOffice];

    private static IEnumerable<Call> Reading =>
        [
            Call.Of<ReviewReader>(
                nameof(ReviewReader.PageAsync),
                Role.Leader,
                StreetId,
                async (reviews, actor, _) => (await reviews.PageAsync(actor, new(), before: null, 10, Token)).Count > 0
            ),
            Call.Of<ReviewReader>(
                nameof(ReviewReader.CountAsync),
                Role.Leader,
                StreetId,
                async (reviews, actor, _) => (await reviews.CountAsync(actor, new(), Token)).Count > 0
            ),
            Call.Of<ReviewReader>(
                nameof(ReviewReader.CountWaitingAsync),
                Role.UnitHead,
                StreetId,
                async (reviews, actor, _) => await reviews.CountWaitingAsync(actor, Token) > 0
            ),
            Call.Of<ReviewReader>(
                nameof(ReviewReader.WaitingAsync),
                Role.UnitHead,
                StreetId,
                async (reviews, actor, _) => (await reviews.WaitingAsync(actor, unitId: null, 10, Token)).Count > 0
            ),
            Call.Of<ReviewReader>(
                nameof(ReviewReader.FindAsync),
                Role.Leader,
                StreetId,
                async (reviews, actor, world) => await reviews.FindAsync(actor, world.Reviews[^1], Token) is not null
            ),
            Call.Of<MendedReviews>(
                nameof(MendedReviews.OfAsync),
                Role.Leader,
                StreetId,
                async (shares, actor, _) => (await shares.OfAsync(actor, StreetId, DateOnly.MinValue, DateOnly.MaxValue, Token)).Counted > 0
            ),
            Call.Of<MendedReviews>(
                nameof(MendedReviews.ByUnitAsync),
                Role.Leader,
                StreetId,
                async (shares, actor, _) =>
                    (await shares.ByUnitAsync(actor, unitId: null, DateOnly.MinValue, DateOnly.MaxValue, Token)).Count > 0
            ),
        ];

    private static IEnumerable<Call> OfUnits =>
        [
            Call.Of<ReviewMoves>(
                nameof(ReviewMoves.CallAsync),
                Role.Clerk,
                CommunityId,
                (moves, actor, world) => moves.CallAsync(actor, world.Reviews[0], 1, reached: true, "等候太久", Token)
            ),
            Call.Of<ReviewMoves>(
                nameof(ReviewMoves.VerifyAsync),
                Role.UnitHead,
                StreetId,
                (moves, actor, world) => moves.VerifyAsync(actor, world.Reviews[1], 2, "属实", Token)
            ),
            Call.Of<ReviewMoves>(
                nameof(ReviewMoves.DisputeAsync),
                Role.UnitHead,
                StreetId,
                (moves, actor, world) => moves.DisputeAsync(actor, world.Reviews[2], 2, "不属实", Token)
            ),
            Call.Of<ReviewMoves>(
                nameof(ReviewMoves.MendAsync),
                Role.Clerk,
                StreetId,
                (moves, actor, world) => moves.MendAsync(actor, world.Reviews[3], 3, "已培训", Token)
            ),
            Call.Of<ReviewMoves>(
                nameof(ReviewMoves.AskAsync),
                Role.Clerk,
                StreetId,
                (moves, actor, world) => moves.AskAsync(actor, world.Reviews[4], 4, 5, world.Get<DistrictTime>().Today, said: null, Token)
            ),
        ];

    private static IEnumerable<Call> OfTheOffice =>
        [
            Call.Of<ReviewMoves>(
                nameof(ReviewMoves.UpholdAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.UpholdAsync(actor, world.Reviews[5], 3, "属实", Token)
            ),
            Call.Of<ReviewMoves>(
                nameof(ReviewMoves.StrikeOutAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.StrikeOutAsync(actor, world.Reviews[6], 3, "评价对象有误", Token)
            ),
            Call.Of<ReviewMoves>(
                nameof(ReviewMoves.SendBackAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.SendBackAsync(actor, world.Reviews[7], 5, "再整改", Token)
            ),
            Call.Of<ReviewMoves>(
                nameof(ReviewMoves.CloseAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.CloseAsync(actor, world.Reviews[8], 5, isMended: true, remark: null, Token)
            ),
        ];
}
