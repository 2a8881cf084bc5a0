using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Api;
using Portal.Domain.Access;

namespace Portal.Access;

/// <summary>Signs a call in by its header <c>X-Api-Key</c>; a key never becomes a cookie, and a cookie never opens the API.</summary>
internal sealed class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyring keys
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";

    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ Length: > 0 } secret])
            return AuthenticateResult.NoResult();
        return await keys.FindAsync(secret, Context.RequestAborted) is { } key
            ? AuthenticateResult.Success(new AuthenticationTicket(Principal(key), SchemeName))
            : AuthenticateResult.Fail("The key is unknown or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        Response.Headers.WWWAuthenticate = SchemeName;
        var problem = Request.Headers.ContainsKey(Header)
            ? ApiProblems.Of(StatusCodes.Status401Unauthorized, "key.invalid", $"The key in {Header} is unknown or was revoked.")
            : ApiProblems.Of(StatusCodes.Status401Unauthorized, "key.missing", $"The header {Header} is missing.");
        return problem.ExecuteAsync(Context);
    }

    protected override Task HandleForbiddenAsync(AuthenticationProperties properties) =>
        ApiProblems
            .Of(StatusCodes.Status403Forbidden, "permission.denied", "The key lacks the permission this needs.")
            .ExecuteAsync(Context);

    private static ClaimsPrincipal Principal(ApiKeyRow key) =>
        new(
            new ClaimsIdentity(
                [
                    new(ClaimTypes.Name, key.Name),
                    new(PortalClaims.KeyUnit, key.UnitId.ToString(CultureInfo.InvariantCulture)),
                    .. key.Permissions.Select(p => new Claim(PortalClaims.Permission, p)),
                ],
                SchemeName
            )
        );
}
