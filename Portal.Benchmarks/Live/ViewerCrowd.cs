using System.Collections.Concurrent;
using Portal.Tests.Support.Circuits;

namespace Portal.Benchmarks.Live;

/// <summary>Many open live pages.</summary>
internal sealed class ViewerCrowd(CircuitVisitor visitor, string address, ExpectedCounts announcements) : IAsyncDisposable
{
    /// <summary>How many pages open at the same time: a morning's rush.</summary>
    private const int AtOnce = 8;

    private readonly ConcurrentBag<Viewer> _viewers = [];
    private int _failures;

    public IReadOnlyCollection<Viewer> Viewers => _viewers;

    /// <summary>How many pages could not be opened, or lost their connection since.</summary>
    public int Failures => _failures + _viewers.Count(v => v.Failure is not null);

    public Task OpenAsync(int count, bool acknowledge = true) =>
        Parallel.ForEachAsync(
            Enumerable.Range(0, count),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (_, _) =>
            {
                var viewer = new Viewer(announcements, acknowledge);
                try
                {
                    await viewer.OpenAsync(visitor, address);
                    _viewers.Add(viewer);
                }
                catch (Exception problem) when (problem is InvalidOperationException or HttpRequestException)
                {
                    if (Interlocked.Increment(ref _failures) <= 3)
                        await Console.Error.WriteLineAsync("  " + problem.Message);
                }
            }
        );

    /// <summary>Closes all pages: like browsers, or by only closing the connection.</summary>
    public Task CloseAsync(bool hangUp) =>
        Parallel.ForEachAsync(
            Empty(),
            new ParallelOptions { MaxDegreeOfParallelism = AtOnce },
            async (viewer, _) =>
            {
                if (hangUp)
                    await viewer.DisposeAsync();
                else
                    await viewer.CloseAsync();
            }
        );

    public async ValueTask DisposeAsync() => await CloseAsync(hangUp: true);

    private List<Viewer> Empty()
    {
        var all = new List<Viewer>();
        while (_viewers.TryTake(out var viewer))
            all.Add(viewer);
        return all;
    }
}
