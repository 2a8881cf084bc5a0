using Microsoft.Extensions.Time.Testing;
using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Live;

public sealed class PushLimiterTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly PushLimiter _turns;
    private int _begun;

    public PushLimiterTests() => _turns = new PushLimiter(_clock);

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task Take_MoreThanTurns_WaitUntilOneIsFree()
    {
        var gate = new TaskCompletionSource();
        var all = Enumerable.Range(0, PushLimiter.AtOnce + 3).Select(_ => _turns.RunAsync(() => Begin(gate.Task))).ToList();
        Assert.Equal(PushLimiter.AtOnce, _begun);

        gate.SetResult();
        await Task.WhenAll(all);

        Assert.Equal(PushLimiter.AtOnce + 3, _begun);
    }

    [Fact]
    public async Task Take_OthersDoNotComeToTheirEnd_HasItsTurnAfterTheirPatience()
    {
        var never = new TaskCompletionSource();
        for (var i = 0; i < PushLimiter.AtOnce; i++)
            _ = _turns.RunAsync(() => Begin(never.Task));
        var next = _turns.RunAsync(() => Begin(Task.CompletedTask));

        _clock.Advance(PushLimiter.MaxHold - TimeSpan.FromMilliseconds(1));
        Assert.Equal(PushLimiter.AtOnce, _begun);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await next;

        Assert.Equal(PushLimiter.AtOnce + 1, _begun);
        never.SetResult();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Take_PushFails_HandsItOnAndGivesTheTurnBack(bool later)
    {
        var gate = new TaskCompletionSource();
        if (!later)
            gate.SetResult();
        for (var i = 0; i < PushLimiter.AtOnce; i++)
        {
            var failing = _turns.RunAsync(() => FailAsync(gate.Task));
            if (later && i == PushLimiter.AtOnce - 1)
                gate.SetResult();
            if (!later || i == PushLimiter.AtOnce - 1)
                await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        }

        await _turns.RunAsync(() => Begin(Task.CompletedTask));

        Assert.Equal(1, _begun);
    }

    private Task Begin(Task goesOn)
    {
        _begun++;
        return goesOn;
    }

    private static async Task FailAsync(Task after)
    {
        await after;
        throw new InvalidOperationException("broken page");
    }
}
