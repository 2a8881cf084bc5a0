using Microsoft.AspNetCore.Components;
using MudBlazor;
using Portal.Live.Views;
using Portal.Metrics;

namespace Portal.Live;

/// <summary>The controls of a view: unit, period, comparison, stream. Every choice is a link.</summary>
public sealed partial class LiveControls
{
    private LiveView? _shown;
    private bool _mustRender;
    private bool _rendered;

    [Parameter, EditorRequired]
    public required LiveView View { get; set; }

    [Inject]
    private IDialogService Dialogs { get; set; } = default!;

    [Inject]
    private NavigationManager Navigation { get; set; } = default!;

    private MetricsFormat Format => MetricsFormat.For(View.Address.Stream);

    protected override void OnParametersSet()
    {
        if (ReferenceEquals(_shown, View))
            return;
        _shown = View;
        (_mustRender, _rendered) = (_rendered, true); // the framework does not ask ShouldRender for the first rendering
    }

    // The bar around it renders at every push, but its many links change only with the view.
    protected override bool ShouldRender()
    {
        var mustRender = _mustRender;
        _mustRender = false;
        return mustRender;
    }

    private async Task AskPeriodAsync()
    {
        if (await PeriodDialog.AskAsync(Dialogs, Text["period.custom"], View.Period) is { } period)
            Navigation.NavigateTo((View.Address with { Period = period }).ToUri());
    }
}
