using MudBlazor.Services;
using Portal.Domain;
using Portal.Domain.Data;

namespace Portal;

/// <summary>Puts the portal together, by feature.</summary>
internal static class PortalServices
{
    public static void AddPortal(this WebApplicationBuilder builder)
    {
        var services = builder.Services;
        services.AddPortalDomain(
            new DatabaseOptions(DatabaseKind.Sqlite, builder.Configuration.GetConnectionString("Portal")!),
            TimeZoneInfo.FindSystemTimeZoneById(builder.Configuration["Portal:TimeZone"]!));
        services.AddMudServices();
        services.AddRazorComponents().AddInteractiveServerComponents();
    }

    public static void UsePortal(this WebApplication app)
    {
        app.UseAntiforgery();
        app.MapStaticAssets();
        app.MapRazorComponents<Shell.App>().AddInteractiveServerRenderMode();
    }
}
