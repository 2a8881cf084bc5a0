using Portal.Domain.Demonstration.World;

namespace Portal.Demonstration;

/// <summary>How far the filling of this process has come, for everybody who waits for it.</summary>
public sealed class FillingState(TimeProvider clock) : IProgress<DemonstrationProgress>
{
    // What the steps weigh in time; records and figures take nearly all of it.
    private const double BeforeRecords = 0.18;
    private const double AfterRecords = 0.66;
    private const double Folding = 0.7;

    private long _startedAt;
    private FillingPicture _latest = new(IsFilling: false, Failed: false, default, 0);

    public FillingPicture Latest => Volatile.Read(ref _latest);

    /// <summary>Seconds until it is done, as the time so far suggests; null while that is too early to say.</summary>
    public int? SecondsLeft(FillingPicture picture) =>
        picture.Share < BeforeRecords
            ? null
            : (int)Math.Ceiling(clock.GetElapsedTime(Volatile.Read(ref _startedAt)).TotalSeconds * (1 - picture.Share) / picture.Share);

    public void Begin()
    {
        Volatile.Write(ref _startedAt, clock.GetTimestamp());
        Volatile.Write(ref _latest, new(IsFilling: true, Failed: false, default, 0));
    }

    public void Report(DemonstrationProgress value) =>
        Volatile.Write(ref _latest, new(IsFilling: true, Failed: false, value, ShareOf(value)));

    /// <summary>It is over: pages open again.</summary>
    public void End(bool failed) =>
        Volatile.Write(ref _latest, Latest with { IsFilling = false, Failed = failed, Share = failed ? Latest.Share : 1 });

    private static double ShareOf(DemonstrationProgress progress) =>
        progress.Stage switch
        {
            DemonstrationStage.Reference => 0.02,
            DemonstrationStage.Preparing => 0.09,
            DemonstrationStage.Records => BeforeRecords + ((AfterRecords - BeforeRecords) * progress.Done / Math.Max(1, progress.Total)),
            DemonstrationStage.Figures => Folding,
            _ => 1,
        };
}

/// <summary>One moment of the filling.</summary>
/// <param name="IsFilling">Pages wait.</param>
/// <param name="Failed">It stopped with an error and goes on with the next start.</param>
/// <param name="Progress">The step and the records so far.</param>
/// <param name="Share">Of the whole work, 0 to 1.</param>
public sealed record FillingPicture(bool IsFilling, bool Failed, DemonstrationProgress Progress, double Share);
