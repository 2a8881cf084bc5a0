using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for cards. Each move has a card of its own.</summary>
internal static class CardCalls
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Call> All => [.. Reading, .. OfUnits, .. OfTheOffice, .. Rules];

    private static IEnumerable<Call> Reading =>
        [
            Call.Of<CardReader>(
                nameof(CardReader.PageAsync),
                Role.Leader,
                StreetId,
                async (cards, actor, _) => (await cards.PageAsync(actor, new(), before: null, 10, Token)).Count > 0
            ),
            Call.Of<CardReader>(
                nameof(CardReader.CountAsync),
                Role.Leader,
                StreetId,
                async (cards, actor, _) => (await cards.CountAsync(actor, new(), Token)).Count > 0
            ),
            Call.Of<CardReader>(
                nameof(CardReader.CountWaitingAsync),
                Role.Clerk,
                StreetId,
                async (cards, actor, _) => await cards.CountWaitingAsync(actor, Token) > 0
            ),
            Call.Of<CardReader>(
                nameof(CardReader.WaitingAsync),
                Role.Clerk,
                StreetId,
                async (cards, actor, _) => (await cards.WaitingAsync(actor, unitId: null, 10, Token)).Count > 0
            ),
            Call.Of<CardReader>(
                nameof(CardReader.FindAsync),
                Role.Leader,
                StreetId,
                async (cards, actor, world) => await cards.FindAsync(actor, world.Cards[^1], Token) is not null
            ),
        ];

    private static IEnumerable<Call> OfUnits =>
        [
            Call.Of<CardMoves>(
                nameof(CardMoves.AcknowledgeAsync),
                Role.Clerk,
                CommunityId,
                (moves, actor, world) => moves.AcknowledgeAsync(actor, world.Cards[0], Token)
            ),
            Call.Of<CardMoves>(
                nameof(CardMoves.AnswerAsync),
                Role.Clerk,
                CommunityId,
                (moves, actor, world) => moves.AnswerAsync(actor, world.Cards[1], "已补办", Token)
            ),
            Call.Of<CardMoves>(
                nameof(CardMoves.ContestAsync),
                Role.Clerk,
                StreetId,
                (moves, actor, world) => moves.ContestAsync(actor, world.Cards[2], "误报", Token)
            ),
            Call.Of<CardMoves>(
                nameof(CardMoves.EscalateAsync),
                Role.UnitHead,
                CommunityId,
                (moves, actor, world) => moves.EscalateAsync(actor, world.Cards[7], 0, "需协调", Token)
            ),
            Call.Of<CardMoves>(
                nameof(CardMoves.CommentAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.CommentAsync(actor, world.Cards[8], 0, "请说明", Token)
            ),
            Call.Of<CardBatches>(
                nameof(CardBatches.AcknowledgeAsync),
                Role.Clerk,
                StreetId,
                async (batches, actor, world) => One(await batches.AcknowledgeAsync(actor, [new(world.Cards[9], 0)], Token))
            ),
            Call.Of<CardBatches>(
                nameof(CardBatches.HandOverAsync),
                Role.Clerk,
                StreetId,
                async (batches, actor, world) =>
                    One(await batches.HandOverAsync(actor, [new(world.Cards[10], 0)], Street, "统一办理", Token))
            ),
            Call.Of<CardBatches>(
                nameof(CardBatches.TakeBackAsync),
                Role.Clerk,
                StreetId,
                async (batches, actor, world) => One(await batches.TakeBackAsync(actor, [new(world.Cards[11], 1)], Token))
            ),
        ];

    private static Refusal? One(Outcome<IReadOnlyList<CardOutcome>> outcome) => outcome.Refusal ?? outcome.Value[0].Refusal;

    private static IEnumerable<Call> OfTheOffice =>
        [
            Call.Of<CardMoves>(
                nameof(CardMoves.SendBackAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.SendBackAsync(actor, world.Cards[3], 1, "未说明原因", Token)
            ),
            Call.Of<CardMoves>(
                nameof(CardMoves.CloseAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.CloseAsync(actor, world.Cards[4], 1, remark: null, Token)
            ),
            Call.Of<CardMoves>(
                nameof(CardMoves.UpholdAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.UpholdAsync(actor, world.Cards[5], 1, "确已超期", Token)
            ),
            Call.Of<CardMoves>(
                nameof(CardMoves.WithdrawAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.WithdrawAsync(actor, world.Cards[6], "误发", Token)
            ),
        ];

    private static IEnumerable<Call> Rules =>
        [
            Call.Of<WarningRules>(
                nameof(WarningRules.ListAsync),
                Role.Leader,
                StreetId,
                async (rules, actor, _) => (await rules.ListAsync(actor, Token)).Count > 0
            ) with
            {
                AlsoForOthers = "rules belong to no unit",
            },
            Call.Of<UnitHoursSettings>(
                nameof(UnitHoursSettings.SetAsync),
                Role.EfficiencyOffice,
                StreetId,
                (hours, actor, _) => hours.SetAsync(actor, Street, "09:00-17:00", Token)
            ),
            Call.Of<UnitHoursSettings>(
                nameof(UnitHoursSettings.ListAsync),
                Role.Leader,
                StreetId,
                async (hours, actor, _) => (await hours.ListAsync(actor, Token)).Count > 0
            ),
            Call.Of<WarningRules>(
                nameof(WarningRules.ChangeAsync),
                Role.EfficiencyOffice,
                DistrictId,
                (rules, actor, _) => rules.ChangeAsync(actor, ShippedRules.Notice, amount: 2, seenNumber: 1, Token)
            ),
            Call.Of<WarningRules>(
                nameof(WarningRules.EndAsync),
                Role.EfficiencyOffice,
                DistrictId,
                (rules, actor, _) => rules.EndAsync(actor, ShippedRules.FirstReply, seenNumber: 1, Token)
            ),
        ];
}
