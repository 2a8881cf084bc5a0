using System.Collections.Concurrent;
using Microsoft.AspNetCore.Components;

namespace Portal.Controls;

/// <summary>
/// MudBlazor's icons as finished HTML: the markup of a <see cref="MudBlazor.MudIcon"/> without a component on every open page.
/// </summary>
/// <remarks>Icons are constants, so the few that the frame of a page shows are made once and shared by all pages.</remarks>
internal static class IconHtml
{
    private static readonly ConcurrentDictionary<(string Icon, string Class), MarkupString> s_made = new();

    /// <summary>Inside a button, as in a small <see cref="MudBlazor.MudIconButton"/>.</summary>
    public static MarkupString InButton(string icon) => Of(icon, "mud-icon-size-small");

    /// <summary>Inside a link of the rail, as in a <see cref="MudBlazor.MudNavLink"/>.</summary>
    public static MarkupString InNavLink(string icon) =>
        Of(icon, "mud-icon-default mud-icon-size-medium mud-nav-link-icon mud-nav-link-icon-default");

    private static MarkupString Of(string icon, string classes) =>
        s_made.GetOrAdd(
            (icon, classes),
            static key =>
                new(
                    $"<svg class=\"mud-icon-root mud-svg-icon {key.Class}\" focusable=\"false\" viewBox=\"0 0 24 24\" aria-hidden=\"true\" "
                        + $"role=\"img\">{key.Icon}</svg>"
                )
        );
}
