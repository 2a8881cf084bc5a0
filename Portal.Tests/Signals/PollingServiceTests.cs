using System.Threading.Channels;
using Microsoft.Extensions.Logging;
using Portal.Domain.Signals;
using Portal.Tests.Support;

namespace Portal.Tests.Signals;

public sealed class PollingServiceTests : IAsyncDisposable
{
    private static readonly TimeSpan s_interval = TimeSpan.FromSeconds(10);

    private readonly WatchedClock _clock = new();
    private readonly WakeSignals _signals = new();
    private readonly Lines _log = new();
    private readonly Counter _service;

    public PollingServiceTests() => _service = new(_signals, _clock, _log);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask DisposeAsync()
    {
        await _service.StopAsync(CancellationToken.None);
        _service.Dispose();
    }

    [Fact]
    public async Task Start_PollsAtOnceAndThenAtTheInterval()
    {
        await StartAsync();

        _clock.Advance(s_interval);

        await WaitsAsync(s_interval);
        Assert.Equal(2, _service.Polls);
    }

    [Fact]
    public async Task Signal_OfItsTopic_PollsEarly_AndOfAnotherDoesNot()
    {
        await StartAsync();

        _signals.Raise(WakeTopic.SheetChanged, 1);
        _signals.Raise(WakeTopic.DeltasWritten);

        await WaitsAsync(s_interval);
        Assert.Equal(2, _service.Polls);
    }

    [Fact]
    public async Task Signal_WithoutNeedToPoll_LeavesThePollWhereItWasDue()
    {
        await StartAsync();
        _service.NeedsPoll = false;
        _clock.Advance(s_interval / 2);

        _signals.Raise(WakeTopic.DeltasWritten);

        await WaitsAsync(s_interval / 2);
        Assert.Equal((1, 1), (_service.Polls, _service.Wakes));
    }

    [Fact]
    public async Task Signals_BeforeTheShortestPauseIsOver_AreServedByOnePollAtItsEnd()
    {
        _service.Pause = s_interval / 5;
        await StartAsync();
        _clock.Advance(s_interval / 10);

        _signals.Raise(WakeTopic.DeltasWritten);
        await WaitsAsync(s_interval / 10);
        _signals.Raise(WakeTopic.DeltasWritten);
        Assert.Equal(1, _service.Polls);
        _clock.Advance(s_interval / 10);

        await WaitsAsync(s_interval / 5); // the second signal came before the poll and asks for one more
        Assert.Equal(2, _service.Polls);
        _clock.Advance(s_interval / 5);
        await WaitsAsync(s_interval);
        Assert.Equal(3, _service.Polls);
    }

    [Fact]
    public async Task Link_ThatChanged_PollsWhateverTheServiceWakesOn()
    {
        await StartAsync();
        _service.NeedsPoll = false;

        _signals.RaiseHere(WakeTopic.LinkChanged);

        await WaitsAsync(s_interval);
        Assert.Equal((2, 0), (_service.Polls, _service.Wakes));
    }

    [Fact]
    public async Task Failures_InARow_AreLoggedOnceAndFollowedByGrowingPauses()
    {
        _service.Failure = new InvalidOperationException("no store");
        await _service.StartAsync(Token);
        foreach (var pause in (int[])[250, 500, 1_000, 2_000, 2_000])
        {
            await WaitsAsync(TimeSpan.FromMilliseconds(pause));
            _clock.Advance(TimeSpan.FromMilliseconds(pause));
        }
        _service.Failure = null;
        await WaitsAsync(TimeSpan.FromMilliseconds(2_000));
        _clock.Advance(TimeSpan.FromMilliseconds(2_000));
        await WaitsAsync(s_interval);

        Assert.Equal(["Counter failed; it is tried again until it succeeds.", "Counter works again."], _log.All);
    }

    [Fact]
    public async Task Stop_WhileItWaits_EndsWithoutFailure()
    {
        await StartAsync();

        await _service.StopAsync(Token);

        Assert.True(_service.ExecuteTask!.IsCompletedSuccessfully);
        Assert.Empty(_log.All);
    }

    private async Task StartAsync()
    {
        await _service.StartAsync(Token);
        await WaitsAsync(s_interval);
    }

    private async Task WaitsAsync(TimeSpan time) => Assert.Equal(time, await _clock.NextWaitAsync());

    private sealed class Counter(WakeSignals signals, TimeProvider clock, ILogger log) : PollingService(signals, clock, log)
    {
        public int Polls { get; private set; }

        public int Wakes { get; private set; }

        public bool NeedsPoll { get; set; } = true;

        public Exception? Failure { get; set; }

        public TimeSpan Pause { get; set; }

        protected override IReadOnlyList<WakeTopic> WakesOn => [WakeTopic.DeltasWritten];

        protected override TimeSpan ShortestPause => Pause;

        protected override Task<TimeSpan> PollAsync(CancellationToken stop)
        {
            Polls++;
            return Failure is { } failure ? throw failure : Task.FromResult(s_interval);
        }

        protected override bool OnWoken()
        {
            Wakes++;
            return NeedsPoll;
        }
    }

    private sealed class Lines : ILogger
    {
        private readonly Channel<string> _lines = Channel.CreateUnbounded<string>();

        public IEnumerable<string> All
        {
            get
            {
                while (_lines.Reader.TryRead(out var line))
                    yield return line;
            }
        }

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel,
            EventId eventId,
            TState state,
            Exception? exception,
            Func<TState, Exception?, string> formatter
        ) => _lines.Writer.TryWrite(formatter(state, exception));
    }
}
