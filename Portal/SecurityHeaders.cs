using Portal.Navigation;

namespace Portal;

/// <summary>The security headers of every response, including errors and files.</summary>
internal static class SecurityHeaders
{
    private const int OneYear = 365 * 24 * 60 * 60;

    private static readonly HeaderPolicyCollection s_pages = Common()
        .AddContentSecurityPolicy(csp =>
        {
            AddCommonSources(csp);
            csp.AddScriptSrc().Self();
        });

    // The jobs dashboard and the API browser are third-party pages: their inline scripts have the response's nonce.
    private static readonly HeaderPolicyCollection s_thirdPartyPages = Common()
        .AddContentSecurityPolicy(csp =>
        {
            AddCommonSources(csp);
            csp.AddScriptSrc().Self().WithNonce();
        });

    // Files that people sent: shown by no page of this origin, and without rights where a browser opens one nevertheless.
    private static readonly HeaderPolicyCollection s_evidence = Common()
        .AddContentSecurityPolicy(csp =>
        {
            csp.AddDefaultSrc().None();
            csp.AddFrameAncestors().None();
            csp.AddSandbox();
        });

    public static void UsePortalHeaders(this WebApplication app)
    {
        app.UseWhen(context => IsThirdPartyPage(context.Request.Path), branch => branch.UseSecurityHeaders(s_thirdPartyPages));
        app.UseWhen(context => IsEvidence(context.Request.Path), branch => branch.UseSecurityHeaders(s_evidence));
        app.UseWhen(
            context => !IsThirdPartyPage(context.Request.Path) && !IsEvidence(context.Request.Path),
            branch => branch.UseSecurityHeaders(s_pages)
        );
    }

    private static bool IsThirdPartyPage(PathString path) =>
        path.StartsWithSegments(PortalUrls.Jobs, StringComparison.OrdinalIgnoreCase)
        || (
            path.StartsWithSegments(PortalUrls.Api, StringComparison.OrdinalIgnoreCase)
            && !path.StartsWithSegments(PortalUrls.ApiRoot, StringComparison.OrdinalIgnoreCase)
        );

    private static bool IsEvidence(PathString path) =>
        path.StartsWithSegments(PortalUrls.RectificationEvidence, StringComparison.OrdinalIgnoreCase)
        || path.StartsWithSegments(PortalUrls.ApiTasks, StringComparison.OrdinalIgnoreCase);

    private static HeaderPolicyCollection Common() =>
        new HeaderPolicyCollection()
            .AddFrameOptionsDeny()
            .AddContentTypeOptionsNoSniff()
            .AddReferrerPolicySameOrigin()
            .AddCrossOriginOpenerPolicy(policy => policy.SameOrigin())
            .AddCrossOriginResourcePolicy(policy => policy.SameOrigin())
            .AddStrictTransportSecurityMaxAge(OneYear)
            .RemoveServerHeader();

    private static void AddCommonSources(CspBuilder csp)
    {
        csp.AddDefaultSrc().Self();
        csp.AddStyleSrc().Self().UnsafeInline(); // components and charts set inline styles
        csp.AddImgSrc().Self().Data();
        csp.AddFontSrc().Self().Data();
        csp.AddConnectSrc().Self(); // the circuit's WebSocket included
        csp.AddObjectSrc().None();
        csp.AddFormAction().Self();
        csp.AddFrameAncestors().None();
        csp.AddBaseUri().Self();
    }
}
