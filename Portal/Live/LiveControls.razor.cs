using Microsoft.AspNetCore.Components;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live;

/// <summary>What a view can be changed by: unit, period, comparison, stream. Every choice is a link.</summary>
public sealed partial class LiveControls
{
    private LiveView? _shown;
    private bool _stale;
    private bool _begun;
    private DateOnly _from;
    private DateOnly _to;

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private MetricsFormat Format => MetricsFormat.For(View.Address.Stream);

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, View))
            return;
        (_shown, _from, _to) = (View, View.Period.From, View.Period.To);
        (_stale, _begun) = (_begun, true); // the first time it is rendered without being asked
    }

    // It lies in the bar, which is rendered at every push: its many links change only with the view.
    protected override bool ShouldRender()
    {
        var stale = _stale;
        _stale = false;
        return stale;
    }

    // Given the wrong way round, the days still say which period is meant.
    private void GoToCustom() =>
        Navigation.NavigateTo((View.Address with { Period = _from <= _to ? new(_from, _to) : new(_to, _from) }).ToUri());
}
