using System.Collections.Concurrent;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Templates;

namespace Portal.Figures.Sheets;

/// <summary>Templates that were read and wait for their sender to look at what they would change. Lost with the process: then they are sent again.</summary>
public sealed class TemplateUploads(TimeProvider clock)
{
    private const int Most = 50;
    private static readonly TimeSpan s_kept = TimeSpan.FromMinutes(10);

    private readonly ConcurrentDictionary<Guid, Waiting> _waiting = new();

    /// <param name="sender">Sign-in name.</param>
    /// <returns>What the sender's page takes it by.</returns>
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

    /// <summary>Gives it out, once, to who sent it and for the sheet it was sent to; else null.</summary>
    public TemplateContent? Take(Guid id, string sender, SheetKey key) =>
        _waiting.TryRemove(id, out var waiting)
        && waiting.Sender == sender
        && waiting.Key == key
        && clock.GetUtcNow() - waiting.At <= s_kept
            ? waiting.Content
            : null;

    private sealed record Waiting(string Sender, SheetKey Key, TemplateContent Content, DateTimeOffset At);
}
