using Microsoft.Extensions.Time.Testing;
using Portal.Access.Limits;

namespace Portal.Tests.Access.Limits;

public sealed class FailureLimitTests
{
    private const string Office = "10.1.1.1";

    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Tokens_OfAnAddress_ComeBackOneByOne()
    {
        var limit = new FailureLimit(10, _clock);
        Assert.Equal(10, Enumerable.Range(0, 25).Count(_ => limit.TryTake(Office)));
        Assert.Equal(TimeSpan.FromSeconds(30), limit.Wait(Office));

        _clock.Advance(TimeSpan.FromSeconds(29));
        Assert.False(limit.TryTake(Office));
        Assert.Equal(TimeSpan.FromSeconds(1), limit.Wait(Office));

        _clock.Advance(TimeSpan.FromSeconds(1.5));
        Assert.Equal(TimeSpan.Zero, limit.Wait(Office));
        Assert.True(limit.TryTake(Office));
        Assert.False(limit.TryTake(Office));
    }

    [Fact]
    public void Tokens_AreNeverMoreThanAtTheBeginning()
    {
        var limit = new FailureLimit(3, _clock);
        Assert.True(limit.TryTake(Office));
        _clock.Advance(TimeSpan.FromDays(1));
        limit.Return(Office);

        Assert.Equal(3, Enumerable.Range(0, 5).Count(_ => limit.TryTake(Office)));
    }

    [Fact]
    public void Failures_OfOneAddress_TakeNothingFromAnother()
    {
        var limit = new FailureLimit(1, _clock);
        Assert.True(limit.TryTake(Office));
        Assert.False(limit.TryTake(Office));

        Assert.True(limit.TryTake("10.1.1.2"));
    }

    [Fact]
    public void Success_GivesItsTokenBack()
    {
        var limit = new FailureLimit(1, _clock);
        for (var i = 0; i < 10; i++)
        {
            Assert.True(limit.TryTake(Office));
            limit.Return(Office);
        }
        Assert.True(limit.TryTake(Office));
    }

    [Fact]
    public void Addresses_OfAFloodFromEverywhere_AreForgotten()
    {
        var limit = new FailureLimit(2, _clock);
        for (var i = 0; i < 120_000; i++)
            limit.TryTake($"10.{i >> 16}.{i >> 8 & 255}.{i & 255}");

        Assert.InRange(limit.Addresses, 1, 50_000);
    }

    [Fact]
    public void Flood_IsWorthOneLineOfTheLogUntilATokenIsBack()
    {
        var limit = new FailureLimit(1, _clock);
        limit.TryTake(Office);
        Assert.Equal([true, false, false], Enumerable.Range(0, 3).Select(_ => limit.IsFirstRefusal(Office)));

        _clock.Advance(FailureLimit.Period);
        limit.TryTake(Office);
        Assert.True(limit.IsFirstRefusal(Office));
    }
}
