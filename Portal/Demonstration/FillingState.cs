using Portal.Domain.Demonstration.World;

namespace Portal.Demonstration;

/// <summary>The progress of the fill in this process.</summary>
public sealed class FillingState(TimeProvider clock) : IProgress<DemonstrationProgress>
{
    // The steps' shares of the time; records and figures take nearly all of it.
    private const double BeforeRecords = 0.18;
    private const double AfterRecords = 0.66;
    private const double Folding = 0.7;

    private long _startedAt;
    private FillingSnapshot _latest = new(IsFilling: false, Failed: false, default, 0);

    public FillingSnapshot Latest => Volatile.Read(ref _latest);

    /// <summary>The estimated seconds until the end; null while they cannot be estimated.</summary>
    public int? SecondsLeft(FillingSnapshot snapshot) =>
        snapshot.Share < BeforeRecords
            ? null
            : (int)Math.Ceiling(clock.GetElapsedTime(Volatile.Read(ref _startedAt)).TotalSeconds * (1 - snapshot.Share) / snapshot.Share);

    public void Begin()
    {
        Volatile.Write(ref _startedAt, clock.GetTimestamp());
        Volatile.Write(ref _latest, new(IsFilling: true, Failed: false, default, 0));
    }

    public void Report(DemonstrationProgress value) =>
        Volatile.Write(ref _latest, new(IsFilling: true, Failed: false, value, ShareOf(value)));

    /// <summary>The fill has ended: pages open again.</summary>
    public void End(bool failed) =>
        Volatile.Write(ref _latest, Latest with { IsFilling = false, Failed = failed, Share = failed ? Latest.Share : 1 });

    private static double ShareOf(DemonstrationProgress progress) =>
        progress.Stage switch
        {
            DemonstrationStage.Reference => 0.02,
            DemonstrationStage.Preparing => 0.09,
            DemonstrationStage.Records => BeforeRecords + ((AfterRecords - BeforeRecords) * progress.Done / Math.Max(1, progress.Total)),
            DemonstrationStage.Figures => Folding,
            DemonstrationStage.Finished => 1,
        };
}

/// <summary>The progress of the fill at one moment.</summary>
/// <param name="IsFilling">Whether pages are redirected to the progress page.</param>
/// <param name="Failed">The fill failed; the next start continues.</param>
/// <param name="Progress">The step and the records so far.</param>
/// <param name="Share">The share of the whole work, 0 to 1.</param>
public sealed record FillingSnapshot(bool IsFilling, bool Failed, DemonstrationProgress Progress, double Share);
