using Portal.Domain.Access;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Worklist;
using Portal.Tests.Campaigns;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for campaigns. Each move has an item, or a campaign, of its own.</summary>
internal static class CampaignCalls
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Call> All => [.. Reading, .. OfItems, .. OfCampaigns];

    private static IEnumerable<Call> Reading =>
        [
            Call.Of<CampaignReader>(
                nameof(CampaignReader.ListAsync),
                Role.Leader,
                StreetId,
                async (campaigns, actor, _) => (await campaigns.ListAsync(actor, Token)).Count > 0
            ),
            Call.Of<CampaignReader>(
                nameof(CampaignReader.FindAsync),
                Role.Leader,
                StreetId,
                async (campaigns, actor, world) => await campaigns.FindAsync(actor, world.Campaigns[0], on: null, Token) is not null
            ),
            Call.Of<CampaignReader>(
                nameof(CampaignReader.ItemsAsync),
                Role.Leader,
                StreetId,
                async (campaigns, actor, world) =>
                    (await campaigns.ItemsAsync(actor, world.Campaigns[0], new(), after: null, 10, Token)).Count > 0
            ),
            Call.Of<CampaignReader>(
                nameof(CampaignReader.HistoryAsync),
                Role.Leader,
                StreetId,
                async (campaigns, actor, world) =>
                    (await campaigns.HistoryAsync(actor, world.Campaigns[0], world.CampaignItems[1], Token)).Count > 0
            ),
            Call.Of<CampaignReader>(
                nameof(CampaignReader.WaitingAsync),
                Role.Clerk,
                StreetId,
                async (campaigns, actor, _) => (await campaigns.WaitingAsync(actor, unitId: null, Token)).Count > 0
            ),
            Call.Of<WorklistReader>(
                nameof(WorklistReader.ReadAsync),
                Role.Clerk,
                StreetId,
                async (tasks, actor, _) => (await tasks.ReadAsync(actor, unitId: null, Token)).Count > 0
            ),
            Call.Of<WorklistReader>(
                nameof(WorklistReader.CountUnreadAsync),
                Role.Clerk,
                StreetId,
                async (tasks, actor, _) => await tasks.CountUnreadAsync(actor, Token) > 0
            ),
            Call.Of<CampaignReader>(
                nameof(CampaignReader.CountWaitingAsync),
                Role.Clerk,
                StreetId,
                async (campaigns, actor, _) => await campaigns.CountWaitingAsync(actor, Token) > 0
            ),
        ];

    private static IEnumerable<Call> OfItems =>
        [
            Call.Of<CampaignMoves>(
                nameof(CampaignMoves.ReportAsync),
                Role.Clerk,
                StreetId,
                (moves, actor, world) => moves.ReportAsync(actor, world.Campaigns[0], [new(world.CampaignItems[0], 1)], "", Token)
            ),
            Call.Of<CampaignMoves>(
                nameof(CampaignMoves.ConfirmAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.ConfirmAsync(actor, world.Campaigns[0], [new(world.CampaignItems[1], 1)], Token)
            ),
            Call.Of<CampaignMoves>(
                nameof(CampaignMoves.SendBackAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.SendBackAsync(actor, world.Campaigns[0], [new(world.CampaignItems[2], 1)], "x", Token)
            ),
            Call.Of<CampaignMoves>(
                nameof(CampaignMoves.ReopenAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.ReopenAsync(actor, world.Campaigns[0], [new(world.CampaignItems[3], 2)], "x", Token)
            ),
            Call.Of<CampaignMoves>(
                nameof(CampaignMoves.DropAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.DropAsync(actor, world.Campaigns[0], [new(world.CampaignItems[4], 0)], "x", Token)
            ),
        ];

    private static IEnumerable<Call> OfCampaigns =>
        [
            Call.Of<CampaignMoves>(
                nameof(CampaignMoves.OrderAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (moves, actor, _) => (await moves.OrderAsync(actor, SampleCampaign.OfTheStreet(1), Token)).Problems.Count == 0
            ),
            Call.Of<CampaignMoves>(
                nameof(CampaignMoves.MoveDeadlineAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.MoveDeadlineAsync(actor, world.Campaigns[1], 1, new(2014, 12, 1), 1, "x", Token)
            ),
            Call.Of<CampaignMoves>(
                nameof(CampaignMoves.CloseAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.CloseAsync(actor, world.Campaigns[2], 1, "", Token)
            ),
            Call.Of<CampaignMoves>(
                nameof(CampaignMoves.WithdrawAsync),
                Role.EfficiencyOffice,
                StreetId,
                (moves, actor, world) => moves.WithdrawAsync(actor, world.Campaigns[3], 1, "x", Token)
            ),
        ];
}
