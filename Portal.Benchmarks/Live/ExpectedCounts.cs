using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Portal.Benchmarks.Live;

/// <summary>The counts that pages have to show, one for each case sent, with the instant of its acceptance.</summary>
internal sealed class ExpectedCounts
{
    private readonly Lock _gate = new();
    private ExpectedCount[] _all = [];

    public IReadOnlyList<ExpectedCount> All => Volatile.Read(ref _all);

    /// <summary>Called before the case is sent: a page may be faster than the answer.</summary>
    public ExpectedCount Expect(long count)
    {
        var made = new ExpectedCount(Pattern(count));
        lock (_gate)
            _all = [.. _all, made];
        return made;
    }

    // A render batch writes a text with its length in front, so a longer number with the same end does not match.
    private static byte[] Pattern(long count)
    {
        var text = Encoding.UTF8.GetBytes(count.ToString("N0", CultureInfo.InvariantCulture));
        return [(byte)text.Length, .. text];
    }
}

/// <param name="Pattern">The bytes of the count in a render batch.</param>
internal sealed record ExpectedCount(byte[] Pattern)
{
    private long _acceptedAt;

    public long AcceptedAt => Interlocked.Read(ref _acceptedAt);

    public void Accepted() => Interlocked.Exchange(ref _acceptedAt, Stopwatch.GetTimestamp());
}
