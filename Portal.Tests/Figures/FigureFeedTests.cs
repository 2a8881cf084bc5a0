using Microsoft.Extensions.Logging.Abstractions;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Signals;
using Portal.Figures.Feed;
using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures.Forms;
using Portal.Tests.Support;
using static Portal.Tests.Figures.Forms.FullForm;

namespace Portal.Tests.Figures;

[Needs(Resource.Database)]
public sealed class FigureFeedTests
{
    private static readonly DateOnly s_september = October.AddMonths(-1);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Revisions_OfSeveralSheets_AreReadByPlace(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync();
        await database.TypeAsync(Community, Key(), ("accepted", "1"));
        await database.TypeAsync(Community, Key(), ("accepted", "2"));
        await database.TypeAsync(Community, Key(month: s_september), ("accepted", "3"));
        var form = (await database.Get<IFigureReferences>().GetAsync(Token)).Find(Code)!.Id;
        SheetIds Spot(int unit, DateOnly month) => new(form, unit, month);

        var read = await database
            .Get<SheetRevisions>()
            .ReadAsync([Spot(SampleData.CommunityId, October), Spot(SampleData.SecondCommunityId, s_september)], Token);

        Assert.Equal([(Spot(SampleData.CommunityId, October), 2L)], read.Select(r => (r.Key, r.Value.Revision)));
    }

    [Fact]
    public async Task Change_OfAnotherProcess_IsSeenAtTheNextLook()
    {
        await using var world = await World.CreateAsync();
        var told = world.Watch(October);
        await world.Feed.CheckAsync(Token);
        Assert.Equal(0, told.Count);

        await world.Database.TypeAsync(Community, Key(), ("accepted", "1")); // no listener there
        await world.Feed.CheckAsync(Token);
        await told.UntilAsync(1);
        await world.Feed.CheckAsync(Token);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await world.Database.TypeAsync(Community, Key(), ("accepted", "2"));
        await world.Feed.CheckAsync(Token);

        await told.UntilAsync(2);
    }

    [Fact]
    public async Task Change_OfAKnownSheet_TellsItsWatchersAlone()
    {
        await using var world = await World.CreateAsync();
        await world.Database.TypeAsync(Community, Key(), ("accepted", "1"));
        await world.Database.TypeAsync(Community, Key(month: s_september), ("accepted", "1"));
        var (october, september) = (world.Watch(October), world.Watch(s_september));
        await world.Feed.CheckAsync(Token);
        await october.UntilAsync(1);
        await september.UntilAsync(1);
        world.Clock.Advance(TimeSpan.FromSeconds(1));

        var sheet = (await world.Database.Get<SheetRevisions>().ReadAsync([world.Spot(October)], Token)).Values.Single();
        world.Feed.Changed(sheet.SheetId);

        await october.UntilAsync(2);
        Assert.Equal(1, september.Count);
    }

    [Fact]
    public async Task Burst_IsToldAtMostOnceAnInterval()
    {
        await using var world = await World.CreateAsync();
        var told = world.Watch(October);
        for (var i = 1; i <= 50; i++)
            world.Feed.Changed(1);
        await told.UntilAsync(1);
        world.Feed.Changed(1);
        Assert.Equal(1, told.Count);

        world.Clock.Advance(TimeSpan.FromMilliseconds(250));

        await told.UntilAsync(2);
    }

    [Theory, Databases]
    public async Task Total_OfAllSheets_ChangesWithAnyOfThem(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await database.AddFullFormAsync();
        var revisions = database.Get<SheetRevisions>();
        Assert.Equal(new RevisionTotal(0, 0), await revisions.TotalAsync(Token));

        await database.TypeAsync(Community, Key(), ("accepted", "1"));
        await database.TypeAsync(Community, Key(), ("accepted", "2"));
        await database.TypeAsync(Community, Key(month: s_september), ("accepted", "3"));

        Assert.Equal(new RevisionTotal(2, 3), await revisions.TotalAsync(Token));
    }

    [Fact]
    public async Task WatcherOfAll_IsToldOfAnySheet_HereAndFromAnotherProcess_AtMostEveryTwoSeconds()
    {
        await using var world = await World.CreateAsync();
        await world.Database.TypeAsync(Community, Key(), ("accepted", "1"));
        var told = world.WatchAll();
        await world.Feed.CheckAsync(Token); // it may have been read before
        await told.UntilAsync(1);
        await world.Feed.CheckAsync(Token); // nothing happened
        world.Clock.Advance(TimeSpan.FromSeconds(2));
        Assert.Equal(1, told.Count);

        world.Feed.Changed(7); // a sheet without a subscription of its own
        await told.UntilAsync(2);
        await world.Database.TypeAsync(Community, Key(month: s_september), ("accepted", "1")); // no listener there
        await world.Feed.CheckAsync(Token);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        Assert.Equal(2, told.Count);
        world.Clock.Advance(TimeSpan.FromSeconds(1));
        await told.UntilAsync(3);
    }

    [Fact]
    public async Task Watcher_WhoLeft_IsToldNothing()
    {
        await using var world = await World.CreateAsync();
        var told = world.Watch(October);
        told.Subscription!.Dispose();

        world.Feed.Changed(1);

        Assert.Equal((0, 0), (told.Count, world.Feed.Watchers));
    }

    private sealed class World(TestDatabase database, FigureFeed feed, WatchedClock clock, int form) : IAsyncDisposable
    {
        public TestDatabase Database => database;

        public FigureFeed Feed => feed;

        public WatchedClock Clock => clock;

        public static async Task<World> CreateAsync()
        {
            var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
            await database.AddFullFormAsync();
            var clock = new WatchedClock();
            var feed = new FigureFeed(
                database.Get<SheetRevisions>(),
                new WakeSignals(),
                clock,
                new LiveOptions(),
                NullLogger<FigureFeed>.Instance
            );
            return new(database, feed, clock, (await database.Get<IFigureReferences>().GetAsync(Token)).Find(Code)!.Id);
        }

        public SheetIds Spot(DateOnly month) => new(form, SampleData.CommunityId, month);

        public Told Watch(DateOnly month)
        {
            var told = new Told();
            told.Subscription = feed.Watch(Spot(month), told.HearAsync);
            return told;
        }

        public Told WatchAll()
        {
            var told = new Told();
            told.Subscription = feed.WatchAll(told.HearAsync);
            return told;
        }

        public ValueTask DisposeAsync()
        {
            feed.Dispose();
            return database.DisposeAsync();
        }
    }

    private sealed class Told
    {
        private readonly SemaphoreSlim _heard = new(0);
        private int _count;
        private int _awaited;

        public IDisposable? Subscription { get; set; }

        public int Count => Volatile.Read(ref _count);

        public Task HearAsync()
        {
            Interlocked.Increment(ref _count);
            _heard.Release();
            return Task.CompletedTask;
        }

        public async Task UntilAsync(int times)
        {
            for (; _awaited < times; _awaited++)
                Assert.True(await _heard.WaitAsync(TimeSpan.FromSeconds(20), Token), $"Told {Count} times, not {times}.");
        }
    }
}
