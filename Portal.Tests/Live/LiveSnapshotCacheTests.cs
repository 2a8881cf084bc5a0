using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Domain.Signals;
using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Live;

public sealed class LiveSnapshotCacheTests : IDisposable
{
    private static readonly LiveKey s_district = new(SampleData.DistrictId, FakeFigures.Period, RecordStream.Cases);
    private readonly FakeFigures _figures = new();
    private readonly FakeTimeProvider _clock = new(SampleData.Now);
    private readonly MetricsFeed _feed;
    private readonly LiveSnapshotCache _views;

    public LiveSnapshotCacheTests()
    {
        _feed = new(_figures, new NotificationHealth(), new WakeSignals(), _clock, new LiveOptions(), NullLogger<MetricsFeed>.Instance);
        _views = new(
            new(_figures, _figures, _figures, _figures, _clock),
            _feed,
            _figures,
            new DistrictTime(SampleData.Shanghai, _clock),
            _clock
        );
        _feed.Folded(1);
    }

    public void Dispose() => _feed.Dispose();

    [Fact]
    public async Task Get_ManyViewersAtOnce_ReadsOnceAndSharesTheSnapshot()
    {
        var gate = new TaskCompletionSource();
        _figures.Gate = gate.Task;

        var all = Enumerable.Range(0, 100).Select(_ => GetAsync(s_district)).ToList();
        gate.SetResult();
        var snapshots = await Task.WhenAll(all);

        Assert.Single(snapshots.Distinct(ReferenceEqualityComparer.Instance));
        Assert.Equal(1, _figures.Reads);
    }

    [Fact]
    public async Task Get_NewVersion_ReadsAgain()
    {
        var before = await GetAsync(s_district);
        _figures.Measures = _figures.Measures!.Value with { Accepted = 11 };

        Assert.Same(before, await GetAsync(s_district));
        _feed.Folded(2);
        var after = await GetAsync(s_district);

        Assert.Equal((10, 11), (before.Current!.Cohort.Accepted, after.Current!.Cohort.Accepted));
        Assert.Equal(2, _figures.Reads);
    }

    [Fact]
    public async Task Get_ReadingFailed_TriesAgainForTheNextViewer()
    {
        _figures.Failure = new InvalidOperationException("no store");
        await Assert.ThrowsAsync<InvalidOperationException>(() => GetAsync(s_district));

        _figures.Failure = null;

        Assert.NotNull((await GetAsync(s_district)).Current);
    }

    [Fact]
    public async Task Get_NobodyWatches_IsForgottenAfterAWhile()
    {
        await GetAsync(s_district);
        _clock.Advance(LiveSnapshotCache.UnwatchedLifetime + TimeSpan.FromSeconds(1));
        await GetAsync(s_district with { UnitId = SampleData.StreetId });

        Assert.Equal(1, _views.Count);
    }

    [Fact]
    public async Task Get_SomebodyWatches_IsKeptUntilTheyLeave()
    {
        var watch = _views.Watch(s_district);
        await GetAsync(s_district);
        _clock.Advance(TimeSpan.FromHours(1));
        await GetAsync(s_district with { UnitId = SampleData.StreetId });
        Assert.Equal(2, _views.Count);

        watch.Dispose();

        Assert.Equal(1, _views.Count);
    }

    [Theory]
    [InlineData(SampleData.StreetId, true)]
    [InlineData(SampleData.CommunityId, true)]
    [InlineData(SampleData.OtherStreetId, false)]
    [InlineData(SampleData.DistrictId, false)]
    [InlineData(-1, false)]
    public async Task Get_UnitOutsideTheActorsScope_IsRefused(int unitId, bool allowed)
    {
        var clerk = Actors.Of("clerk", Role.Clerk, SampleData.StreetId);

        var refused = await Record.ExceptionAsync(() =>
            _views.GetAsync(s_district with { UnitId = unitId }, clerk, TestContext.Current.CancellationToken)
        );

        Assert.Equal(allowed, refused is null);
        if (!allowed)
            Assert.IsType<PermissionDeniedException>(refused);
    }

    [Fact]
    public async Task Get_Nobody_IsRefused() =>
        await Assert.ThrowsAsync<PermissionDeniedException>(() =>
            _views.GetAsync(s_district, Actor.Nobody, TestContext.Current.CancellationToken)
        );

    [Fact]
    public async Task Get_MonthsWithoutRecords_AreGaps()
    {
        var snapshot = await GetAsync(s_district);

        Assert.Equal(10, snapshot.Trend.Count);
        Assert.All(snapshot.Trend.SkipLast(1), p => Assert.Null(p.Figures));
        Assert.NotNull(snapshot.Trend[^1].Figures);
        Assert.Null(snapshot.Previous);
    }

    [Fact]
    public async Task Get_UnitsBelow_AreGroupedByKindAndKeptWithoutRecords()
    {
        var streets = (await GetAsync(s_district)).Groups[0];

        Assert.Equal(UnitKind.Street, streets.Kind);
        Assert.Equal([SampleData.Street, SampleData.OtherStreet], streets.Units.Select(u => u.Code));
        Assert.Null(streets.Units[1].Current);
    }

    private Task<LiveSnapshot> GetAsync(LiveKey key) => _views.GetAsync(key, Actor.System, TestContext.Current.CancellationToken);
}
