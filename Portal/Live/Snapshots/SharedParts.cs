using System.Collections.Concurrent;
using System.Globalization;
using System.Runtime.CompilerServices;
using Portal.Domain.Data;

namespace Portal.Live.Snapshots;

/// <summary>What pages make of a snapshot to show it (texts, rows, charts) is made once, whoever shows it and however many; it goes with the snapshot.</summary>
public static class SharedParts
{
    private static readonly ConditionalWeakTable<LiveSnapshot, ConcurrentDictionary<object, Lazy<object>>> s_parts = [];

    /// <param name="snapshot">What it is made of.</param>
    /// <param name="key">Everything else that it depends on, but for the language: equal keys share one part.</param>
    /// <param name="make">Makes it; nothing of a single viewer may be in it.</param>
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
            parts.TryRemove(full, out _); // a failure is nobody else's
            throw;
        }
    }
}
