using System.Collections.Concurrent;

namespace Portal.Exports;

/// <summary>The files that pages of this process asked for. A file is written without one too, then nobody sees its progress.</summary>
public sealed class FileExports(TimeProvider clock)
{
    /// <summary>The parameter of a file's address with <see cref="FileExport.Id"/>.</summary>
    public const string Parameter = "export";

    private readonly ConcurrentDictionary<Guid, FileExport> _running = new();

    /// <summary>The number of pages with an export.</summary>
    public int Count => _running.Count;

    /// <summary>Begins an export; the page disposes of it when it is gone.</summary>
    /// <param name="owner">The sign-in name of the person: nobody else's request writes it.</param>
    public FileExport Begin(string owner)
    {
        var export = new FileExport(owner, clock, gone => _running.TryRemove(gone.Id, out _));
        _running[export.Id] = export;
        return export;
    }

    /// <summary>The export that a request names; null when it names none of the person, or one that another request writes.</summary>
    public FileExport? Find(HttpRequest request, string owner) =>
        Guid.TryParse(request.Query[Parameter], out var id)
        && _running.TryGetValue(id, out var export)
        && string.Equals(export.Owner, owner, StringComparison.Ordinal)
        && export.Take()
            ? export
            : null;

    /// <summary>
    /// Writes a file while somebody takes it and its page is there. A file that is not whole is cut off with its connection: a browser
    /// would keep it as whole otherwise.
    /// </summary>
    /// <param name="context">The request.</param>
    /// <param name="export">The page's export; null without a page.</param>
    /// <param name="write">Writes the file; its token is cancelled when that is to end.</param>
    public static async Task RunAsync(HttpContext context, FileExport? export, Func<CancellationToken, Task> write)
    {
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted, export?.Stopped ?? default);
        try
        {
            await write(stop.Token);
            export?.End(FileExportState.Done);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            export?.End(FileExportState.Stopped);
            context.Abort();
        }
        catch
        {
            export?.End(FileExportState.Failed);
            throw;
        }
    }
}
