using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Data;
using Portal.Live;
using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Live;

public sealed class PushTurnsTests : IDisposable
{
    private readonly FakeTimeProvider _clock = new();
    private readonly PushTurns _turns;
    private int _begun;

    public PushTurnsTests() => _turns = new PushTurns(_clock);

    public void Dispose() => _turns.Dispose();

    [Fact]
    public async Task Take_MoreThanTurns_WaitUntilOneIsFree()
    {
        var gate = new TaskCompletionSource();
        var all = Enumerable.Range(0, PushTurns.AtOnce + 3).Select(_ => _turns.TakeAsync(() => Begin(gate.Task))).ToList();
        Assert.Equal(PushTurns.AtOnce, _begun);

        gate.SetResult();
        await Task.WhenAll(all);

        Assert.Equal(PushTurns.AtOnce + 3, _begun);
    }

    [Fact]
    public async Task Take_OthersDoNotComeToTheirEnd_HasItsTurnAfterTheirPatience()
    {
        var never = new TaskCompletionSource();
        for (var i = 0; i < PushTurns.AtOnce; i++)
            _ = _turns.TakeAsync(() => Begin(never.Task));
        var next = _turns.TakeAsync(() => Begin(Task.CompletedTask));

        _clock.Advance(PushTurns.Patience - TimeSpan.FromMilliseconds(1));
        Assert.Equal(PushTurns.AtOnce, _begun);
        _clock.Advance(TimeSpan.FromMilliseconds(1));
        await next;

        Assert.Equal(PushTurns.AtOnce + 1, _begun);
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
        for (var i = 0; i < PushTurns.AtOnce; i++)
        {
            var failing = _turns.TakeAsync(() => FailAsync(gate.Task));
            if (later && i == PushTurns.AtOnce - 1)
                gate.SetResult();
            if (!later || i == PushTurns.AtOnce - 1)
                await Assert.ThrowsAsync<InvalidOperationException>(() => failing);
        }

        await _turns.TakeAsync(() => Begin(Task.CompletedTask));

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
