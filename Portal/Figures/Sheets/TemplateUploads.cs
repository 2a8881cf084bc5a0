using System.Collections.Concurrent;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Templates;

namespace Portal.Figures.Sheets;

/// <summary>
/// Parsed templates that wait for their sender to confirm the changes. Lost with the process: the sender uploads them again.
/// </summary>
public sealed class TemplateUploads(TimeProvider clock)
{
    private const int Most = 50;
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, Waiting> _waiting = new();

    /// <param name="sender">Sign-in name.</param>
    /// <returns>The id by which the sender's page fetches it.</returns>
    public Guid Keep(string sender, SheetKey key, TemplateContent content)
    {
        var now = clock.GetUtcNow();
        var latest = _waiting.OrderByDescending(w => w.Value.At).ToList();
        foreach (var (old, _) in latest.Skip(Most - 1).Concat(latest.Where(w => now - w.Value.At > s_kept)))
            _waiting.TryRemove(old, out _);
        var id = Guid.NewGuid();
        _waiting[id] = new(sender, key, content, now);
        return id;
    }

    /// <summary>Returns the template once, for its sender and the sheet to which it was uploaded; else null.</summary>
    public TemplateContent? Take(Guid id, string sender, SheetKey key) =>
        _waiting.TryRemove(id, out var waiting)
        && waiting.Sender == sender
        && waiting.Key == key
        && clock.GetUtcNow() - waiting.At <= s_kept
            ? waiting.Content
            : null;

    private sealed record Waiting(string Sender, SheetKey Key, TemplateContent Content, DateTimeOffset At);
}
