using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Ranking;
using Portal.Domain.Figures.Shipped;
using Portal.Domain.Figures.Values;
using Portal.Tests.Support;

namespace Portal.Tests.Figures.Ranking;

public sealed class CityRankingTests
{
    private static readonly DateOnly s_month = new(2014, 10, 1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public void Places_AreThosePublished()
    {
        var month = Of(("gulou.rank", 2), ("taijiang.rank", 1), ("mawei.rank", 2), ("taijiang.score", 50));
        Assert.Equal([("taijiang", 1), ("gulou", 2), ("mawei", 2)], month.Rows.Take(3).Select(r => (r.Code, r.Rank!.Value)));
        Assert.Null(month.Rows[3].Rank);
        Assert.Equal("taijiang", month.Own!.Code);
    }

    [Fact]
    public void Places_WhereNoneIsPublished_FollowTheScore_TiesShared()
    {
        var month = Of(("gulou.score", 98.5m), ("taijiang.score", 99m), ("mawei.score", 98.5m), ("jinan.score", 90));
        Assert.Equal([("taijiang", 1), ("gulou", 2), ("mawei", 2), ("jinan", 4)], month.Rows.Take(4).Select(r => (r.Code, r.Rank!.Value)));
    }

    [Fact]
    public void Ranking_OfAnEmptySheet_HasNoPlaces()
    {
        var month = Of();
        Assert.Equal(12, month.Rows.Count);
        Assert.All(month.Rows, row => Assert.Null(row.Rank));
    }

    [Theory, Databases]
    public async Task Read_OfApprovedMonths_IsInOrder_AndForTheDistrictAlone(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await SampleRanking.AddAsync(database.Open);
        var reader = database.Get<CityRanking>();
        var leader = Actors.Of("leader", Role.Leader, SampleData.DistrictId);

        var months = await reader.ReadAsync(leader, SampleData.DistrictId, new(2014, 1, 1), s_month, Token);
        Assert.Equal(
            [(new DateOnly(2014, 8, 1), 3), (new DateOnly(2014, 9, 1), 1)],
            months.Select(m => (m.Month, m.Rows.Single(r => r.Code == "taijiang").Rank!.Value))
        );
        Assert.Single(await reader.ReadAsync(leader, SampleData.DistrictId, new(2014, 9, 1), s_month, Token));
        var street = Actors.Of("street", Role.Leader, SampleData.StreetId);
        Assert.Empty(await reader.ReadAsync(street, SampleData.DistrictId, new(2014, 1, 1), s_month, Token));
    }

    private static RankingMonth Of(params (string Cell, decimal Value)[] values) =>
        CityRanking.Month(
            s_month,
            ShippedForms.All.Single(f => f.Code == CityRanking.FormCode).Definition,
            values.ToDictionary(v => v.Cell, v => FigureValue.Of(v.Value)),
            "台江区"
        );
}
