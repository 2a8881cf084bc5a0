using Microsoft.AspNetCore.Components;
using Portal.Domain.Data;
using Portal.Live.Snapshots;
using Portal.Metrics;

namespace Portal.Live.Views;

/// <summary>A part of the live pages: what it shows is worked out once for all who look at the same, and rendered only when it is another.</summary>
public abstract class LivePart<T> : ComponentBase
    where T : class
{
    // A district's departments and communities are shown whole; of thousands, the first.
    private const int MostAtOnce = 100;

    private T? _rendered;
    private bool _begun;

    [Parameter, EditorRequired]
    public required LiveSnapshot Snapshot { get; set; }

    [Parameter, EditorRequired]
    public required MetricPhrases Phrases { get; set; }

    protected T Shown { get; private set; } = default!;

    /// <summary>What it depends on beside snapshot and language; compared by value.</summary>
    protected abstract object? Key { get; }

    /// <summary>Works out what is shown. It is everybody's: nothing of this circuit may be in it.</summary>
    protected abstract T Make();

    /// <summary>How many rows are shown.</summary>
    protected int Most { get; private set; } = MostAtOnce;

    protected void ShowMore()
    {
        Most += MostAtOnce;
        _rendered = null;
    }

    protected override void OnParametersSet()
    {
        Shown = SharedParts.Of(Snapshot, Key, Make);
        // The first time it is rendered without being asked whether it should.
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
