using System.Globalization;
using Microsoft.AspNetCore.Components.Routing;

namespace Portal.Components;

/// <summary>A link to the same page in the other language: the whole page is loaded again, so that every format follows.</summary>
public sealed partial class LanguageSwitch : IDisposable
{
    private static bool Chinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);

    private static CultureInfo Other => CultureInfo.GetCultureInfo(Chinese ? "en" : "zh-CN");

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    // The way back is the page of the moment, filters and all.
    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    public void Dispose() => Navigation.LocationChanged -= Moved;

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);
}
