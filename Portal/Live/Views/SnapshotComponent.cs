using Microsoft.AspNetCore.Components;
using Portal.Live.Snapshots;
using Portal.Metrics;

namespace Portal.Live.Views;

/// <summary>
/// Base of the panels and tiles of the live pages: their content is made once for all viewers of a snapshot, and rendered only when it
/// changed.
/// </summary>
public abstract class SnapshotComponent<T> : ComponentBase
    where T : class
{
    // Enough for all departments or communities of a district; of longer lists the first rows are shown.
    private const int MostAtOnce = 100;

    private T? _rendered;
    private bool _begun;

    [Parameter, EditorRequired]
    public required LiveSnapshot Snapshot { get; set; }

    [Parameter, EditorRequired]
    public required MetricPhrases Phrases { get; set; }

    protected T Shown { get; private set; } = default!;

    /// <summary>The inputs of the content besides snapshot and culture; compared by value.</summary>
    protected abstract object? Key { get; }

    /// <summary>Makes the content. All viewers share it, so it must not depend on this circuit.</summary>
    protected abstract T Make();

    /// <summary>The number of rows shown.</summary>
    protected int Most { get; private set; } = MostAtOnce;

    protected void ShowMore()
    {
        Most += MostAtOnce;
        _rendered = null;
    }

    protected override void OnParametersSet()
    {
        Shown = SnapshotParts.Of(Snapshot, Key, Make);
        // The framework does not ask ShouldRender for the first rendering.
        if (!_begun)
            (_begun, _rendered) = (true, Shown);
    }

    protected override bool ShouldRender()
    {
        if (ReferenceEquals(_rendered, Shown))
            return false;
        _rendered = Shown;
        return true;
    }
}
