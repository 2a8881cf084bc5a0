using MudBlazor;
using MudBlazor.Services;

namespace Portal.Controls;

/// <summary>Configures MudBlazor: our breakpoint for the rail, its texts in the reader's language, no animation longer than ours.</summary>
public static class MudBlazorServices
{
    /// <summary>
    /// From this width in pixels on the rail is beside the page; below it, a click opens it. The style sheets and theme.js have the same
    /// number.
    /// </summary>
    public const int RailFromPixels = 1_100;

    public static IServiceCollection AddMudBlazor(this IServiceCollection services)
    {
        services.AddMudServices(configuration =>
        {
            configuration.ResizeOptions.BreakpointDefinitions = new()
            {
                [Breakpoint.Xs] = 0,
                [Breakpoint.Sm] = 600,
                [Breakpoint.Md] = 960,
                [Breakpoint.Lg] = RailFromPixels,
                [Breakpoint.Xl] = 1_920,
                [Breakpoint.Xxl] = 2_560,
            };
            configuration.SnackbarConfiguration.PositionClass = Defaults.Classes.Position.BottomCenter;
            configuration.SnackbarConfiguration.PreventDuplicates = true;
            configuration.SnackbarConfiguration.VisibleStateDuration = 4_000;
            configuration.SnackbarConfiguration.ShowTransitionDuration = 120;
            configuration.SnackbarConfiguration.HideTransitionDuration = 240;
        });
        services.AddLocalization();
        services.AddTransient<MudLocalizer, ReaderMudLocalizer>();
        return services;
    }
}
