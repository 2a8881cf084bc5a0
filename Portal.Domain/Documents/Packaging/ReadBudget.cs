namespace Portal.Domain.Documents.Packaging;

/// <summary>Bounds the work of reading one file from outside, and ends it when its sender has gone or the process stops.</summary>
/// <remarks>
/// Sizes alone do not bound work: a library may do much for few bytes. Readers therefore call <see cref="Check"/> in every loop over the
/// contents of a file. Time in which the reader waits for a sender or a database is left out by <see cref="Pause"/>. A budget that grows
/// with the size of the file (<see cref="PerMebibyte"/>) lets a large file take long, and no small one.
/// </remarks>
public sealed class ReadBudget
{
    private readonly TimeProvider _clock;
    private TimeSpan _spent;
    private long? _since;

    /// <summary>Begins to count.</summary>
    /// <param name="most">The longest that reading may work, by the clock.</param>
    /// <param name="cancellation">Ends the reading at the next <see cref="Check"/>.</param>
    public ReadBudget(TimeSpan most, CancellationToken cancellation)
        : this(most, TimeProvider.System, cancellation) { }

    /// <inheritdoc cref="ReadBudget(TimeSpan, CancellationToken)"/>
    /// <param name="clock">Measures; only its timestamps are used.</param>
    public ReadBudget(TimeSpan most, TimeProvider clock, CancellationToken cancellation)
    {
        (Most, _clock, Cancellation) = (most, clock, cancellation);
        _since = clock.GetTimestamp();
    }

    /// <summary>The longest that reading may work, by the clock; grows by <see cref="Allow"/>.</summary>
    public TimeSpan Most { get; private set; }

    /// <summary>What each MiB of the file adds to <see cref="Most"/>; nothing unless it is set.</summary>
    public TimeSpan PerMebibyte { get; init; }

    public CancellationToken Cancellation { get; }

    /// <summary>Continues while work is left.</summary>
    /// <exception cref="ReadBudgetSpentException">Reading has worked for longer than <see cref="Most"/>.</exception>
    /// <exception cref="OperationCanceledException">The reading was cancelled.</exception>
    public void Check()
    {
        Cancellation.ThrowIfCancellationRequested();
        if (_spent + Running > Most)
            throw new ReadBudgetSpentException(Most);
    }

    /// <summary>Adds what reading so many bytes may take.</summary>
    /// <param name="bytes">Of a text, or of an expanded part; not negative.</param>
    public void Allow(long bytes) => Most += PerMebibyte * (bytes / (double)(1 << 20));

    /// <summary>Stops counting until <see cref="Continue"/>. Does nothing when it is stopped.</summary>
    public void Pause() => (_spent, _since) = (_spent + Running, null);

    /// <summary>Counts again. Does nothing when it counts.</summary>
    public void Continue() => _since ??= _clock.GetTimestamp();

    private TimeSpan Running => _since is { } since ? _clock.GetElapsedTime(since) : TimeSpan.Zero;
}
