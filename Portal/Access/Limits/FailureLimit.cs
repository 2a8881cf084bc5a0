using System.Collections.Concurrent;

namespace Portal.Access.Limits;

/// <summary>Counts failures by network address: each takes a token of the address, and tokens come back with time.</summary>
/// <remarks>
/// The framework's token buckets read the machine's clock and give no token back: an attempt takes one before it is known whether it fails,
/// so that many at once cannot all pass, and a success returns it.
/// </remarks>
/// <param name="most">The tokens of an address without failures.</param>
/// <param name="clock">Gives the tokens back.</param>
public sealed class FailureLimit(int most, TimeProvider clock)
{
    /// <summary>The time in which an address gets all its tokens back.</summary>
    public static readonly TimeSpan Period = TimeSpan.FromMinutes(5);

    private const int MostAddresses = 50_000;

    private readonly ConcurrentDictionary<string, Bucket> _buckets = new(StringComparer.Ordinal);

    /// <summary>The number of addresses with failures.</summary>
    public int Addresses => _buckets.Count;

    /// <summary>Takes a token of the address.</summary>
    /// <returns>False when none is left.</returns>
    public bool TryTake(string address)
    {
        if (_buckets.Count >= MostAddresses)
            Forget();
        return BucketOf(address).TryTake(clock);
    }

    /// <summary>Whether this is the first refusal since a token was taken: the others of a flood are not worth a line in the log.</summary>
    public bool IsFirstRefusal(string address) => BucketOf(address).IsFirstRefusal();

    /// <summary>Returns the token of an attempt that succeeded.</summary>
    public void Return(string address) => BucketOf(address).Return(clock);

    /// <summary>The time until the address has a token again; zero when it has one. Whole seconds, rounded up.</summary>
    public TimeSpan Wait(string address) => BucketOf(address).Wait(clock);

    private Bucket BucketOf(string address) => _buckets.GetOrAdd(address, _ => new(most, clock.GetTimestamp()));

    // Addresses with all tokens are as good as unknown. When every address has failed lately, all begin anew.
    private void Forget()
    {
        foreach (var (address, bucket) in _buckets)
            if (bucket.IsFull(clock))
                _buckets.TryRemove(address, out _);
        if (_buckets.Count >= MostAddresses)
            _buckets.Clear();
    }

    private sealed class Bucket(int most, long since)
    {
        private readonly Lock _lock = new();
        private double _tokens = most;
        private long _since = since;
        private bool _refused;

        public bool TryTake(TimeProvider clock)
        {
            lock (_lock)
            {
                Refill(clock);
                if (_tokens < 1)
                    return false;
                _tokens--;
                _refused = false;
                return true;
            }
        }

        public bool IsFirstRefusal()
        {
            lock (_lock)
            {
                var first = !_refused;
                _refused = true;
                return first;
            }
        }

        public void Return(TimeProvider clock)
        {
            lock (_lock)
            {
                Refill(clock);
                _tokens = Math.Min(most, _tokens + 1);
            }
        }

        public TimeSpan Wait(TimeProvider clock)
        {
            lock (_lock)
            {
                Refill(clock);
                // Rounded first: a fraction of a token is not exact.
                var seconds = Math.Round((1 - _tokens) * Period.TotalSeconds / most, digits: 3);
                return _tokens >= 1 ? TimeSpan.Zero : TimeSpan.FromSeconds(Math.Ceiling(seconds));
            }
        }

        public bool IsFull(TimeProvider clock)
        {
            lock (_lock)
            {
                Refill(clock);
                return _tokens >= most;
            }
        }

        private void Refill(TimeProvider clock)
        {
            var now = clock.GetTimestamp();
            _tokens = Math.Min(most, _tokens + (clock.GetElapsedTime(_since, now) / Period * most));
            _since = now;
        }
    }
}
