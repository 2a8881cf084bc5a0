namespace Portal.Domain.Documents.Packaging;

/// <summary>Bounds the work of reading one file from outside, and ends it when its sender has gone or the process stops.</summary>
/// <remarks>
/// Sizes alone do not bound work: a library may do much for few bytes. Readers therefore call <see cref="Check"/> in every loop over the
/// contents of a file. Time in which the reader waits for a sender or a database is left out by <see cref="Pause"/>.
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

    public TimeSpan Most { get; }

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

    /// <summary>Stops counting until <see cref="Continue"/>. Does nothing when it is stopped.</summary>
    public void Pause() => (_spent, _since) = (_spent + Running, null);

    /// <summary>Counts again. Does nothing when it counts.</summary>
    public void Continue() => _since ??= _clock.GetTimestamp();

    private TimeSpan Running => _since is { } since ? _clock.GetElapsedTime(since) : TimeSpan.Zero;
}
