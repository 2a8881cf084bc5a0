using Portal.Domain.Intake.Watched;
using Portal.Domain.Signals;

namespace Portal.Jobs.Intake;

/// <summary>Looks into the watched folders. Each process that runs jobs does; a file is taken by one of them.</summary>
internal sealed partial class FolderWatch(
    WatchedFolderOptions options,
    FolderLook look,
    FolderStates states,
    WakeSignals signals,
    TimeProvider clock,
    ILogger<FolderWatch> log
) : PollingService(signals, clock, log)
{
    // Two looks show that a file is complete: with this pause a file waits some ten seconds.
    private static readonly TimeSpan s_every = FolderLook.Unchanged;

    // The next file waits for the import of the one before.
    private static readonly TimeSpan s_whileBusy = TimeSpan.FromSeconds(1);
    private static readonly TimeSpan s_withoutFolders = TimeSpan.FromDays(1);

    private readonly Dictionary<WatchedFolder, Known> _known = options.Folders.ToDictionary(folder => folder, _ => new Known());

    protected override async Task<TimeSpan> PollAsync(CancellationToken stop)
    {
        var isBusy = false;
        foreach (var (folder, known) in _known)
        {
            var result = await look.LookAsync(folder, known.Seen, stop);
            if (!known.WasLookedAt || known.Problem != result.Problem)
                await TellAsync(folder, known, result, stop);
            foreach (var name in known.NewOf(result.UnreadableNames))
                LogName(Log, folder.Path, name);
            isBusy |= result.IsBusy;
        }
        return options.Folders.Count == 0 ? s_withoutFolders
            : isBusy ? s_whileBusy
            : s_every;
    }

    private async Task TellAsync(WatchedFolder folder, Known known, FolderLookResult result, CancellationToken stop)
    {
        await states.SetAsync(folder, result.Problem, stop);
        if (result.Problem is { } problem)
            LogProblem(Log, result.Cause, folder.Path, FolderProblems.Text(folder, problem));
        else if (known.WasLookedAt)
            LogRecovery(Log, folder.Path);
        (known.WasLookedAt, known.Problem) = (true, result.Problem);
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watched folder {Folder}: {Problem} It is looked at again until that is over.")]
    private static partial void LogProblem(ILogger log, Exception? cause, string folder, string problem);

    [LoggerMessage(Level = LogLevel.Information, Message = "The files of the watched folder {Folder} are imported again.")]
    private static partial void LogRecovery(ILogger log, string folder);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The watched folder {Folder}: the name of the file {Name} is not in UTF-8.")]
    private static partial void LogName(ILogger log, string folder, string name);

    private sealed class Known
    {
        private IReadOnlyList<string> _unreadable = [];

        public SeenFiles Seen { get; } = new();

        public bool WasLookedAt { get; set; }

        public FolderProblem? Problem { get; set; }

        /// <summary>Those of the names that were not there at the last look; several files may be shown by the same name.</summary>
        public IReadOnlyList<string> NewOf(IReadOnlyList<string> unreadable)
        {
            var left = _unreadable.ToList();
            _unreadable = unreadable;
            return [.. unreadable.Where(name => !left.Remove(name))];
        }
    }
}
