using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;

namespace Portal.Live.Snapshots;

/// <summary>
/// Caches what pages derive from a snapshot (texts, rows, charts): made once for all viewers, and collected together with the snapshot.
/// </summary>
public static class SnapshotParts
{
    private static readonly ConditionalWeakTable<LiveSnapshot, ConcurrentDictionary<object, Lazy<object>>> s_parts = [];

    /// <param name="snapshot">The source.</param>
    /// <param name="key">All other inputs except the culture, which is added here. Equal keys share one part.</param>
    /// <param name="make">Creates the part. It must not depend on the viewer.</param>
    public static T Of<T>(LiveSnapshot snapshot, object? key, Func<T> make)
        where T : class
    {
        var parts = s_parts.GetOrCreateValue(snapshot);
        var full = (typeof(T), key, CultureInfo.CurrentCulture.Name, CultureInfo.CurrentUICulture.Name);
        var part = parts.GetOrAdd(full, static (_, make) => new Lazy<object>(make), make);
        try
        {
            return (T)part.Value;
        }
        catch
        {
            parts.TryRemove(full, out _); // do not cache the exception for other viewers
            throw;
        }
    }
}
