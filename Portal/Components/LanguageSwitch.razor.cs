using System.Globalization;
using Microsoft.AspNetCore.Components.Routing;

namespace Portal.Components;

/// <summary>A link to the same page in the other language. It reloads the whole page, so that every format changes.</summary>
public sealed partial class LanguageSwitch : IDisposable
{
    private static bool Chinese => CultureInfo.CurrentUICulture.Name.StartsWith("zh", StringComparison.Ordinal);

    private static CultureInfo Other => CultureInfo.GetCultureInfo(Chinese ? "en" : "zh-CN");

    private string Here => "/" + Navigation.ToBaseRelativePath(Navigation.Uri);

    // The return address is the current page, including its filters.
    protected override void OnInitialized() => Navigation.LocationChanged += Moved;

    public void Dispose() => Navigation.LocationChanged -= Moved;

    private void Moved(object? sender, LocationChangedEventArgs e) => _ = InvokeAsync(StateHasChanged);
}
