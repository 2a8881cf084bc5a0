using System.Diagnostics;
using System.Globalization;
using System.Text;

namespace Portal.Benchmarks.Live;

/// <summary>The counts that are going to be shown, one for each case sent, and when each was accepted.</summary>
internal sealed class Announcements
{
    private readonly Lock _gate = new();
    private Announcement[] _all = [];

    public IReadOnlyList<Announcement> All => Volatile.Read(ref _all);

    /// <summary>To be called before the case is sent: a page may be faster than the answer.</summary>
    public Announcement Expect(long count)
    {
        var made = new Announcement(Needle(count));
        lock (_gate)
            _all = [.. _all, made];
        return made;
    }

    // A batch writes a text with its length in front, so a longer number that ends alike is another one.
    private static byte[] Needle(long count)
    {
        var text = Encoding.UTF8.GetBytes(count.ToString("N0", CultureInfo.InvariantCulture));
        return [(byte)text.Length, .. text];
    }
}

/// <param name="Needle">How a batch says the count.</param>
internal sealed record Announcement(byte[] Needle)
{
    private long _acceptedAt;

    public long AcceptedAt => Interlocked.Read(ref _acceptedAt);

    public void Accepted() => Interlocked.Exchange(ref _acceptedAt, Stopwatch.GetTimestamp());
}
