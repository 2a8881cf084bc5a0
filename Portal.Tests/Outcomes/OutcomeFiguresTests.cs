using Portal.Domain.Access;
using Portal.Domain.Campaigns.Handling;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Metrics.Reading;
using Portal.Domain.Outcomes;
using Portal.Domain.Rectifications;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Campaigns;
using Portal.Tests.Rectifications;
using Portal.Tests.Supervision;
using Portal.Tests.Support;

namespace Portal.Tests.Outcomes;

/// <summary>What came of supervision, worked out by hand. It is 31 October 2014 at first.</summary>
[Needs(Resource.Database)]
public sealed class OutcomeFiguresTests
{
    private static readonly Actor s_office = SampleRectifications.Office;
    private static readonly Actor s_clerk = Actors.Of("clerk", Role.Clerk, SampleData.StreetId);

    private static readonly MetricQuery s_october = new()
    {
        UnitId = SampleData.DistrictId,
        Period = new(new(2014, 10, 1), new(2014, 10, 31)),
        Outcomes = true,
    };

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Cards_CountByTheirDayOfIssue_AndAFirstAnswerInTimeStays(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await SampleCards.AddAsync(
            database.Open,
            (SampleData.StreetId, CardLevel.Yellow),
            (SampleData.StreetId, CardLevel.Red),
            (SampleData.CommunityId, CardLevel.Yellow),
            (SampleData.OtherStreetId, CardLevel.Yellow),
            (SampleData.StreetId, CardLevel.Notice)
        );
        var moves = database.Get<CardMoves>();
        Assert.Null(await moves.AnswerAsync(s_clerk, 1, "已办结", Token));
        Assert.Equal(new OutcomeCounts(Cards: 4, CardsDue: 1, CardsInTime: 1), await OfAsync(database, s_october));

        // What the office wants answered again was answered in time once; the other street's time ends, and its card is withdrawn.
        Assert.Null(await moves.SendBackAsync(s_office, 1, 1, "请说明", Token));
        database.Clock.SetUtcNow(SampleData.Now.AddDays(4));
        Assert.Null(await moves.AnswerAsync(s_clerk, 2, "迟了", Token));
        Assert.Equal(new OutcomeCounts(Cards: 4, CardsDue: 4, CardsInTime: 1), await OfAsync(database, s_october));
        Assert.Null(await moves.WithdrawAsync(s_office, 4, "登记有误", Token));
        Assert.Equal(new OutcomeCounts(Cards: 3, CardsDue: 3, CardsInTime: 1), await OfAsync(database, s_october));

        var units = await database.ReadAsync(s_october with { By = MetricBy.Unit });
        Assert.Equal(
            [(SampleData.Street, 3)],
            units.Where(u => u.Figures.Outcomes is not null).Select(u => (u.UnitCode, u.Figures.Outcomes!.Cards))
        );
        var street = await database.ReadAsync(s_october with { By = MetricBy.Unit, UnitId = SampleData.StreetId });
        Assert.Equal(
            [(SampleData.Street, true, 2), (SampleData.Community, false, 1)],
            street
                .Where(u => u.Figures.Outcomes is not null)
                .OrderByDescending(u => u.IsOwn)
                .Select(u => (u.UnitCode, u.IsOwn, u.Figures.Outcomes!.Cards))
        );
        var month = Assert.Single(await database.ReadAsync(s_october with { By = MetricBy.Month }));
        Assert.Equal(("2014-10", 3), (month.Key, month.Figures.Outcomes!.Cards));
        Assert.Equal(1m / 3, MetricFormulas.Of(MetricName.CardsAnsweredRatio, month.Figures).Value);
    }

    [Theory, Databases]
    public async Task Orders_CountByTheirDay_ClosedAndNotWithdrawn(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var moves = database.Get<RectificationMoves>();
        var (closed, open, withdrawn) = (await database.OrderAsync(), await database.OrderAsync(), await database.OrderAsync());
        await database.SubmitAsync(closed);
        Assert.Null(await moves.CloseAsync(s_office, closed, 2, remark: null, Token));
        await database.SubmitAsync(open, seed: 1);
        Assert.Null(await moves.WithdrawAsync(s_office, withdrawn, 1, "有误", Token));

        Assert.Equal(new OutcomeCounts(Orders: 2, Rectified: 1), await OfAsync(database, s_october));
        Assert.Null(await OfAsync(database, s_october with { UnitId = SampleData.OtherStreetId }));
        Assert.Null(await OfAsync(database, s_october with { Period = new(new(2014, 9, 1), new(2014, 9, 30)) }));
    }

    [Theory, Databases]
    public async Task Campaigns_CountWhatWasConfirmedByTheEndOfEachMonth(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var (moves, reader) = (database.Get<CampaignMoves>(), database.Get<CampaignReader>());
        var ordered = await moves.OrderAsync(s_office, SampleCampaign.Order, Token);
        var id = ordered.CampaignId;
        var items = await reader.ItemsAsync(s_office, id, new(), after: null, 100, Token);
        await ConfirmAsync(items[0]);
        database.Clock.SetUtcNow(SampleData.Local(2014, 11, 3));
        await ConfirmAsync(items[1]);

        Assert.Equal(new OutcomeCounts(Items: 6, ItemsDone: 1), await OfAsync(database, s_october));
        var both = s_october with { Period = new(new(2014, 9, 1), new(2014, 11, 30)), By = MetricBy.Month };
        Assert.Equal(
            [("2014-10", 6, 1), ("2014-11", 6, 2)],
            (await database.ReadAsync(both)).Select(m => (m.Key, m.Figures.Outcomes!.Items, m.Figures.Outcomes.ItemsDone))
        );

        async Task ConfirmAsync(ItemView item)
        {
            Assert.Null(await moves.ReportAsync(s_clerk, id, [new(item.Id, 1)], "", Token));
            Assert.Null(await moves.ConfirmAsync(s_office, id, [new(item.Id, item.Revision + 1)], Token));
        }
    }

    [Theory, Databases]
    public async Task Outcomes_AreToldOnlyToWhoAsks_AndNotAsOfAnInstantOrForAChannel(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.OrderAsync();
        Assert.All(await database.ReadAsync(s_october with { Outcomes = false }), row => Assert.Null(row.Figures.Outcomes));
        Assert.All(await database.ReadAsync(s_october with { AsOf = SampleData.Now }), row => Assert.Null(row.Figures.Outcomes));
        Assert.All(
            await database.ReadAsync(s_october with { Channel = Domain.Records.Channel.Online }),
            row => Assert.Null(row.Figures.Outcomes)
        );
    }

    private static async Task<OutcomeCounts?> OfAsync(TestDatabase database, MetricQuery query) =>
        (await database.ReadAsync(query)).SingleOrDefault()?.Figures.Outcomes;
}
