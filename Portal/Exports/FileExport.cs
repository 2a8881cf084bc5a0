namespace Portal.Exports;

/// <summary>A file that a page asked for and that a request writes: how far it is, and the page's way to end it.</summary>
/// <remarks>Safe for the request and the page at once.</remarks>
public sealed class FileExport : IProgress<long>, IDisposable
{
    /// <summary>The shortest time between two changes that the page hears of.</summary>
    public static readonly TimeSpan ChangeInterval = TimeSpan.FromMilliseconds(250);

    /// <summary>A browser asks for the file at once; a page that waited longer would wait for ever.</summary>
    public static readonly TimeSpan TakenWithin = TimeSpan.FromSeconds(30);

    private readonly CancellationTokenSource _stop = new();
    private readonly TimeProvider _clock;
    private readonly Action<FileExport> _forget;
    private readonly ITimer _untaken;
    private readonly long _begun;
    private long _changed;
    private long _rows;
    private int _isTaken;
    private volatile FileExportState _state;

    internal FileExport(string owner, TimeProvider clock, Action<FileExport> forget)
    {
        (Owner, _clock, _forget) = (owner, clock, forget);
        _begun = _changed = clock.GetTimestamp();
        Stopped = _stop.Token; // still to be had once the source is disposed
        _untaken = clock.CreateTimer(_ => EndUntaken(), state: null, TakenWithin, Timeout.InfiniteTimeSpan);
    }

    /// <summary>Cannot be guessed; part of the file's address.</summary>
    public Guid Id { get; } = Guid.NewGuid();

    /// <summary>The sign-in name of the person whose page it is.</summary>
    public string Owner { get; }

    /// <summary>Cancelled when the page ends the export or is gone.</summary>
    public CancellationToken Stopped { get; }

    /// <summary>The rows written so far.</summary>
    public long Rows => Interlocked.Read(ref _rows);

    public FileExportState State => _state;

    /// <summary>The time since the page asked for it.</summary>
    public TimeSpan Elapsed => _clock.GetElapsedTime(_begun);

    /// <summary>Raised on any thread after rows or the state changed.</summary>
    public event EventHandler? Changed;

    /// <inheritdoc/>
    public void Report(long value)
    {
        Interlocked.Exchange(ref _rows, value);
        if (_clock.GetElapsedTime(Interlocked.Read(ref _changed)) < ChangeInterval)
            return;
        Interlocked.Exchange(ref _changed, _clock.GetTimestamp());
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Ends the writing; what was written is cut off. Without effect once the file is complete.</summary>
    public void Stop()
    {
        if (_state is FileExportState.Done or FileExportState.Failed)
            return;
        _state = FileExportState.Stopped;
        try
        {
            _stop.Cancel();
        }
        catch (ObjectDisposedException)
        {
            // The page that asked for it is gone, which stopped it.
        }
        Changed?.Invoke(this, EventArgs.Empty);
    }

    /// <summary>Stops it, and takes it from the running ones.</summary>
    public void Dispose()
    {
        Changed = null;
        Stop();
        _forget(this);
        _untaken.Dispose();
        _stop.Dispose();
    }

    /// <summary>True for the first request alone: a file is written once.</summary>
    internal bool Take() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    // The file of a later request is still written, but without the page.
    private void EndUntaken()
    {
        if (Take())
            End(FileExportState.Failed);
    }

    /// <summary>Tells how the writing ended; one that the page stopped stays stopped.</summary>
    public void End(FileExportState state)
    {
        if (_state != FileExportState.Stopped)
            _state = state;
        Changed?.Invoke(this, EventArgs.Empty);
    }
}

/// <summary>The state of an export.</summary>
public enum FileExportState
{
    Running,
    Done,

    /// <summary>By the page, or by the browser that no longer takes it.</summary>
    Stopped,

    Failed,
}
