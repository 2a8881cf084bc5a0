using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Navigation;

namespace Portal.Demonstration;

/// <summary>Shows the progress of the fill, and then opens the page that the user requested.</summary>
public sealed partial class ProgressPage
{
    [Inject]
    private FillingState State { get; set; } = null!;

    [Inject]
    private IStringLocalizer<DemonstrationText> Texts { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    private FillingReport Report { get; set; } = null!;

    private string Next => LocalUrl.OrHome(ReturnUrl);

    protected override void OnInitialized()
    {
        Report = FillingReport.Of(State, Texts);
        if (!State.Latest.IsFilling && !State.Latest.Failed)
            Navigation.NavigateTo(Next);
    }
}
