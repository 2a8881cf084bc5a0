using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Lists;

[Needs(Resource.Database)]
public sealed class SavedViewsTests
{
    private static readonly Actor s_other = Actors.Of("other", Role.Leader, SampleData.DistrictId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task View_IsItsOwnersAlone(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var views = database.Get<SavedViews>();
        Assert.Null(await views.SaveAsync(ListSamples.Office, RecordStream.Cases, " 逾期 ", "?overdue=true", Token));
        Assert.Null(await views.SaveAsync(ListSamples.Office, RecordStream.Cases, "逾期", "?overdue=true&open=true", Token));
        Assert.Null(await views.SaveAsync(ListSamples.Office, RecordStream.Appeals, "逾期", "", Token));

        var view = Assert.Single(await views.ListAsync(ListSamples.Office, RecordStream.Cases, Token));
        Assert.Equal(("逾期", "?overdue=true&open=true"), (view.Name, view.Query));
        Assert.Empty(await views.ListAsync(s_other, RecordStream.Cases, Token));
        Assert.False(await views.DeleteAsync(s_other, RecordStream.Cases, "逾期", Token));
        Assert.True(await views.DeleteAsync(ListSamples.Office, RecordStream.Cases, "逾期", Token));
        Assert.Empty(await views.ListAsync(ListSamples.Office, RecordStream.Cases, Token));
        Assert.Single(await views.ListAsync(ListSamples.Office, RecordStream.Appeals, Token));
    }

    [Fact]
    public async Task View_WithoutANameOrTooLongOrTooMany_IsRefused()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var views = database.Get<SavedViews>();
        Assert.Same(ListRefusal.NameIsInvalid, await SaveAsync("  ", ""));
        Assert.Same(ListRefusal.NameIsInvalid, await SaveAsync(new('x', SavedView.NameLength + 1), ""));
        Assert.Same(ListRefusal.QueryIsTooLong, await SaveAsync("x", new('x', SavedView.QueryLength + 1)));
        for (var i = 0; i < SavedViews.MostOfPerson; i++)
            Assert.Null(await SaveAsync($"{i}", ""));
        Assert.Same(ListRefusal.TooManyViews, await SaveAsync("one more", ""));
        Assert.Null(await SaveAsync("0", "?open=true"));

        Task<Domain.Shared.Refusal?> SaveAsync(string name, string query) =>
            views.SaveAsync(ListSamples.Office, RecordStream.Cases, name, query, Token);
    }
}
