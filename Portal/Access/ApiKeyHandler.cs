using System.Globalization;
using System.Security.Claims;
using System.Text.Encodings.Web;
using Microsoft.AspNetCore.Authentication;
using Microsoft.Extensions.Options;
using Portal.Access.Limits;
using Portal.Api;
using Portal.Domain.Access;

namespace Portal.Access;

/// <summary>Authenticates a call by its header <c>X-Api-Key</c>; a key never becomes a cookie, and a cookie never opens the API.</summary>
internal sealed partial class ApiKeyHandler(
    IOptionsMonitor<AuthenticationSchemeOptions> options,
    ILoggerFactory loggers,
    UrlEncoder encoder,
    ApiKeyring keys,
    FailureLimits failures
) : AuthenticationHandler<AuthenticationSchemeOptions>(options, loggers, encoder)
{
    public const string SchemeName = "ApiKey";
    public const string Header = "X-Api-Key";

    private TimeSpan? _retryAfter;

    // A right key is never refused for the wrong ones of others behind the same address.
    protected override async Task<AuthenticateResult> HandleAuthenticateAsync()
    {
        if (Request.Headers[Header] is not [{ Length: > 0 } secret])
            return AuthenticateResult.NoResult();
        if (await keys.FindAsync(secret, Context.RequestAborted) is { } key)
            return AuthenticateResult.Success(new AuthenticationTicket(Principal(key), SchemeName));
        var address = ClientAddress.Of(Context);
        if (failures.Keys.TryTake(address))
        {
            LogWrongKey(Logger, address);
        }
        else
        {
            _retryAfter = failures.Keys.Wait(address);
            if (failures.Keys.IsFirstRefusal(address))
                LogWrongKeys(Logger, address);
        }
        return AuthenticateResult.Fail("The key is unknown or revoked.");
    }

    protected override Task HandleChallengeAsync(AuthenticationProperties properties)
    {
        if (_retryAfter is { } wait)
        {
            RetryLater.Announce(Response, wait);
            return ApiProblems
                .Of(StatusCodes.Status429TooManyRequests, "key.tooManyFailures", "Too many wrong keys came from this address; try later.")
                .ExecuteAsync(Context);
        }
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

    [LoggerMessage(Level = LogLevel.Warning, Message = "API key refused: unknown or revoked, address {Address}.")]
    private static partial void LogWrongKey(ILogger logger, string address);

    [LoggerMessage(Level = LogLevel.Warning, Message = "API keys refused: too many unknown or revoked ones, address {Address}.")]
    private static partial void LogWrongKeys(ILogger logger, string address);

    private static ClaimsPrincipal Principal(ApiKeyRow key) =>
        new(
            new ClaimsIdentity(
                [
                    new(ClaimTypes.Name, key.Name),
                    new(PortalClaims.KeyUnit, key.UnitId.ToString(CultureInfo.InvariantCulture)),
                    .. key.Permissions.Select(p => new Claim(PortalClaims.Permission, p)),
                    .. key.Sources.Select(PortalClaims.ToClaim),
                ],
                SchemeName
            )
        );
}
