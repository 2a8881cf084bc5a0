using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;
using NetEscapades.AspNetCore.SecurityHeaders;
using Portal.Access;
using Portal.Navigation;
using Scalar.AspNetCore;

namespace Portal;

/// <summary>The OpenAPI document of the API, and a page on which people read it and try calls.</summary>
internal static class ApiDocument
{
    public static void AddApiDocument(this IServiceCollection services) =>
        services.AddOpenApi("v1", options => options.AddDocumentTransformer(DescribeAsync));

    public static void MapApiDocument(this IEndpointRouteBuilder routes)
    {
        routes.MapOpenApi("/openapi/{documentName}.json").RequireAuthorization(PermissionPolicies.SignedIn);
        routes.MapScalarApiReference(PortalUrls.Api, ConfigureBrowser).RequireAuthorization(PermissionPolicies.SignedIn);
    }

    // The page loads script and fonts only from this origin and sends no telemetry. Its inline script has the response's nonce.
    private static void ConfigureBrowser(ScalarOptions options, HttpContext context) =>
        options
            .WithNonce(context.GetNonce())
            .WithTitle("马上就办 API")
            .WithFavicon("/favicon.svg")
            .WithOpenApiRoutePattern("/openapi/{documentName}.json")
            .DisableDefaultFonts()
            .DisableTelemetry()
            .HideDeveloperTools()
            .DisableAgent();

    private static Task DescribeAsync(OpenApiDocument document, OpenApiDocumentTransformerContext context, CancellationToken cancellation)
    {
        document.Info.Title = "马上就办 performance portal";
        document.Info.Description =
            "Sends records and reads figures. Every call needs a key in the header X-Api-Key; "
            + "a key acts for one unit and the units below it.";
        document.Servers?.Clear();
        document.Components ??= new OpenApiComponents();
        document.Components.SecuritySchemes ??= new Dictionary<string, IOpenApiSecurityScheme>(StringComparer.Ordinal);
        document.Components.SecuritySchemes[ApiKeyHandler.SchemeName] = new OpenApiSecurityScheme
        {
            Type = SecuritySchemeType.ApiKey,
            In = ParameterLocation.Header,
            Name = ApiKeyHandler.Header,
            Description = "Created by an administrator, or by the command apikey create.",
        };
        document.Security =
        [
            new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference(ApiKeyHandler.SchemeName, document)] = [] },
        ];
        return Task.CompletedTask;
    }
}
