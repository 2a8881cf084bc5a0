using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;
using Portal.Api;
using Portal.Campaigns;
using Portal.Catalogue;
using Portal.Figures.Api;
using Portal.Metrics;
using Portal.Navigation;
using Portal.Organisation;
using Portal.Records;
using Portal.Rectifications;
using Portal.Reports.Files;
using Portal.Reviews;
using Portal.Standards;
using Portal.Supervision;

namespace Portal;

/// <summary>The HTTP API: one group per feature below <see cref="PortalUrls.ApiRoot"/>.</summary>
internal static class PortalApi
{
    public static void AddPortalApi(this IServiceCollection services)
    {
        services.AddProblemDetails();
        services.AddExceptionHandler<ApiExceptionHandler>();
        services.AddApiDocument();
        // In every environment, so that each refused call has its problem details.
        services.Configure<RouteHandlerOptions>(options => options.ThrowOnBadRequest = true);
        services.ConfigureHttpJsonOptions(options =>
        {
            // Chinese is not escaped; characters that could end a script or an attribute still are.
            options.SerializerOptions.Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);
            options.SerializerOptions.Converters.Add(new JsonStringEnumConverter(JsonNamingPolicy.CamelCase));
        });
    }

    public static void MapPortalApi(this IEndpointRouteBuilder routes)
    {
        var api = routes.MapGroup(PortalUrls.ApiRoot);
        api.MapRecords();
        api.MapUnits();
        api.MapItems();
        api.MapMetrics();
        api.MapFigures();
        api.MapReports();
        api.MapCards();
        api.MapCampaigns();
        api.MapStandards();
        api.MapTasks();
        api.MapReviews();
        routes.MapApiDocument();
    }
}
