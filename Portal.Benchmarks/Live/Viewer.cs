using System.Diagnostics;
using Portal.Tests.Support.Circuits;

namespace Portal.Benchmarks.Live;

/// <summary>One open live page, with the instants at which it showed each count.</summary>
internal sealed class Viewer(ExpectedCounts announcements, bool acknowledges) : IAsyncDisposable
{
    private readonly List<long> _seenAt = [];
    private readonly Lock _gate = new();
    private int _skipped;
    private CircuitClient? _client;

    public long Bytes { get; private set; }

    public int Batches { get; private set; }

    public string? Failure => _client?.Failure;

    /// <summary>Opens the page and returns its text.</summary>
    public async Task<string> OpenAsync(CircuitVisitor visitor, string address)
    {
        _skipped = announcements.All.Count;
        (_client, var page) = await CircuitClient.OpenAsync(visitor, address, Take, acknowledges);
        return page;
    }

    /// <summary>The delays between acceptance and display of the last cases; the longest possible for those not shown.</summary>
    public IEnumerable<TimeSpan> Delays(int from)
    {
        var all = announcements.All;
        for (var i = from; i < all.Count; i++)
            yield return SeenAt(i) is { } at ? Later(Stopwatch.GetElapsedTime(all[i].AcceptedAt, at)) : TimeSpan.MaxValue;
    }

    public Task CloseAsync() => _client?.CloseAsync() ?? Task.CompletedTask;

    public ValueTask DisposeAsync() => _client?.DisposeAsync() ?? ValueTask.CompletedTask;

    private static TimeSpan Later(TimeSpan time) => time > TimeSpan.Zero ? time : TimeSpan.Zero;

    private long? SeenAt(int announcement)
    {
        lock (_gate)
            return announcement - _skipped < _seenAt.Count && announcement >= _skipped ? _seenAt[announcement - _skipped] : null;
    }

    private void Take(byte[] batch)
    {
        Bytes += batch.Length;
        Batches++;
        var all = announcements.All;
        lock (_gate)
        {
            // A shown count includes all counts before it.
            for (var i = all.Count - 1; i >= _skipped + _seenAt.Count; i--)
            {
                if (batch.AsSpan().IndexOf(all[i].Pattern) < 0)
                    continue;
                var now = Stopwatch.GetTimestamp();
                while (_seenAt.Count <= i - _skipped)
                    _seenAt.Add(now);
            }
        }
    }
}
