using Portal.Navigation;

namespace Portal;

/// <summary>The headers of every response, errors and files included.</summary>
internal static class SecurityHeaders
{
    private const int OneYear = 365 * 24 * 60 * 60;

    private static readonly HeaderPolicyCollection s_pages = Common()
        .AddContentSecurityPolicy(csp =>
        {
            Close(csp);
            csp.AddScriptSrc().Self();
        });

    // The dashboard of jobs and the browser of the API are pages of others: their inline scripts carry the response's nonce.
    private static readonly HeaderPolicyCollection s_guests = Common()
        .AddContentSecurityPolicy(csp =>
        {
            Close(csp);
            csp.AddScriptSrc().Self().WithNonce();
        });

    public static void UsePortalHeaders(this WebApplication app)
    {
        app.UseWhen(context => IsGuest(context.Request.Path), branch => branch.UseSecurityHeaders(s_guests));
        app.UseWhen(context => !IsGuest(context.Request.Path), branch => branch.UseSecurityHeaders(s_pages));
    }

    private static bool IsGuest(PathString path) =>
        path.StartsWithSegments(PortalUrls.Jobs, StringComparison.OrdinalIgnoreCase)
        || (
            path.StartsWithSegments(PortalUrls.Api, StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments(PortalUrls.ApiRoot, StringComparison.OrdinalIgnoreCase)
        );

    private static HeaderPolicyCollection Common() =>
        new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddStrictTransportSecurityMaxAge(OneYear)
            .RemoveServerHeader();

    private static void Close(CspBuilder csp)
    {
        csp.AddDefaultSrc().Self();
        csp.AddStyleSrc().Self().UnsafeInline(); // the components and charts set styles of single elements
        csp.AddImgSrc().Self().Data();
        csp.AddFontSrc().Self().Data();
        csp.AddConnectSrc().Self(); // the circuit's WebSocket included
        csp.AddObjectSrc().None();
        csp.AddFormAction().Self();
        csp.AddFrameAncestors().None();
        csp.AddBaseUri().Self();
    }
}
