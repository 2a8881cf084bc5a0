using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Rectifications;
using Portal.Tests.Support;
using static Portal.Domain.Rectifications.RectificationState;

namespace Portal.Tests.Rectifications;

/// <summary>Lists and counts of orders, by filter and by reader.</summary>
public sealed class RectificationReaderTests
{
    private static readonly DateOnly s_today = new(2014, 10, 31);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task List_WithFilters_HasTheOrdersOfTheScope_TheLatestFirst(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var reader = database.Get<RectificationReader>();
        var street = await database.OrderAsync(problem: "100% 未公示_办事指南");
        var community = await database.OrderAsync(SampleData.Community, deadline: s_today);
        var other = await database.OrderAsync(SampleData.OtherCommunity, deadline: s_today);
        var submitted = await database.OrderAsync(deadline: s_today);
        await database.SubmitAsync(submitted);
        database.Clock.Advance(TimeSpan.FromDays(1)); // of two the last day has passed

        await ListsAsync(SampleRectifications.Office, new(), submitted, other, community, street);
        await ListsAsync(SampleRectifications.Head, new(), submitted, community, street);
        await ListsAsync(SampleRectifications.Office, new(SampleData.CommunityId), community);
        await ListsAsync(SampleRectifications.Head, new(SampleData.OtherCommunityId));
        await ListsAsync(SampleRectifications.Office, new(States: [Submitted, Closed]), submitted);
        await ListsAsync(SampleRectifications.Office, new(IsOverdue: true), other, community);
        await ListsAsync(SampleRectifications.Office, new(IsOverdue: false), submitted, street);
        // A sign of a pattern is a character like any other.
        await ListsAsync(SampleRectifications.Office, new(Text: "0% 未"), street);
        await ListsAsync(SampleRectifications.Office, new(Text: "示_办"), street);
        await ListsAsync(SampleRectifications.Office, new(Text: "1%示"));
        await ListsAsync(SampleRectifications.Office, new(Text: "第十条"), submitted, other, community, street);
        await ListsAsync(SampleRectifications.Office, new(Text: "'; DROP TABLE Rectifications; --\0"));
        await ListsAsync(Actor.Nobody, new());

        // Page by page.
        await PagesAsync(before: null, 2, submitted, other);
        await PagesAsync(other, 1, community);
        await PagesAsync(street, int.MaxValue);
        await PagesAsync(before: null, -1);

        var counts = await reader.CountAsync(SampleRectifications.Office, new(), Token);
        Assert.Equal(
            [
                (SampleData.StreetId, Ordered, false, 1),
                (SampleData.StreetId, Submitted, false, 1),
                (SampleData.CommunityId, Ordered, true, 1),
                (SampleData.OtherCommunityId, Ordered, true, 1),
            ],
            counts.Select(c => (c.UnitId, c.State, c.IsOverdue, c.Count)).Order()
        );
        Assert.Equal(3, (await reader.CountAsync(SampleRectifications.Head, new(), Token)).Sum(c => c.Count));
        Assert.Equal(2, await reader.CountWaitingAsync(SampleRectifications.Head, Token)); // to mend
        Assert.Equal(1, await reader.CountWaitingAsync(SampleRectifications.Office, Token)); // to decide
        Assert.Equal(0, await reader.CountWaitingAsync(Actors.Of("leader", Role.Leader, SampleData.DistrictId), Token));

        async Task ListsAsync(Actor actor, RectificationFilter filter, params long[] ids) =>
            Assert.Equal(ids, (await reader.PageAsync(actor, filter, before: null, 100, Token)).Select(o => o.Id));

        async Task PagesAsync(long? before, int count, params long[] ids) =>
            Assert.Equal(ids, (await reader.PageAsync(SampleRectifications.Office, new(), before, count, Token)).Select(o => o.Id));
    }
}
