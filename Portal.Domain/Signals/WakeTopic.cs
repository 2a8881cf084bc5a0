namespace Portal.Domain.Signals;

/// <summary>What was committed, or happened, that somebody in this or another process polls for and need not wait for.</summary>
public enum WakeTopic
{
    /// <summary>Metric deltas were committed and wait to be folded. No argument.</summary>
    DeltasWritten,

    /// <summary>What the metrics pages show was changed by a commit. The argument is the new <c>MetricsState.Version</c>.</summary>
    MetricsChanged,

    /// <summary>A monthly sheet was changed by a commit. The argument is the sheet's id.</summary>
    SheetChanged,

    /// <summary>Notifications of other processes were lost or arrive again: poll at once for what was missed. No argument; never leaves the process.</summary>
    LinkChanged,
}
