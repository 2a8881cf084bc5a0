using System.Globalization;
using System.Security.Cryptography;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Routing;
using Microsoft.AspNetCore.Components.Web;
using Portal.Components;

namespace Portal.Shell;

/// <summary>The document around every page, rendered by the server once per request.</summary>
public sealed partial class App
{
    private HttpContext Request => Http.HttpContext ?? throw new InvalidOperationException("The document is rendered within a request.");

    private static string Language => CultureInfo.CurrentUICulture.Name;

    private string Theme => ThemeChoice.From(Request.Request);

    private ShellChoices Choices => new(Theme, RailChoice.IsNarrow(Request.Request));

    // Pages that write cookies (signing in and out) are rendered without a circuit; ExcludeFromInteractiveRouting marks them.
    private IComponentRenderMode? Mode => Request.AcceptsInteractiveRouting() ? RenderMode.InteractiveServer : null;

    private string? Ticket => Mode is null ? null : RandomNumberGenerator.GetHexString(32);
}
