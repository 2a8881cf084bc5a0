using System.Collections.Concurrent;

namespace Portal.Tests.Browser;

/// <summary>
/// Several pages of one visitor that share a list of addresses: most of a page's time is waiting until it is quiet.
/// </summary>
/// <remarks>One browser profile: they sign in once, and share the cache.</remarks>
public sealed class VisitorLanes : IAsyncDisposable
{
    private const int Lanes = 4;

    private VisitorLanes(IReadOnlyList<Visitor> visitors) => Visitors = visitors;

    public IReadOnlyList<Visitor> Visitors { get; }

    public IEnumerable<string> Complaints => Visitors.SelectMany(v => v.Complaints);

    public static async Task<VisitorLanes> OpenAsync(Func<Task<Visitor>> signIn)
    {
        var visitors = new List<Visitor> { await signIn() };
        while (visitors.Count < Lanes)
            visitors.Add(await visitors[0].OpenAnotherPageAsync());
        return new(visitors);
    }

    /// <summary>Visits every path once, on the next free page, and returns the findings in the order of the paths.</summary>
    public async Task<IReadOnlyList<string>> EachAsync(IEnumerable<string> paths, Func<Visitor, string, Task<IEnumerable<string>>> look)
    {
        var waiting = new ConcurrentQueue<(int Place, string Path)>(paths.Select((path, place) => (place, path)));
        var found = new ConcurrentBag<(int Place, IEnumerable<string> Found)>();
        await Task.WhenAll(
            Visitors.Select(async visitor =>
            {
                while (waiting.TryDequeue(out var next))
                    found.Add((next.Place, [.. await look(visitor, next.Path)]));
            })
        );
        return [.. found.OrderBy(f => f.Place).SelectMany(f => f.Found)];
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var visitor in Visitors.Reverse())
            await visitor.DisposeAsync();
    }
}
