using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Microsoft.AspNetCore.Components.Server;

namespace Portal.Access;

/// <summary>Asks again and again whether the user of an open circuit may still be in; a circuit would else keep its first answer for ever.</summary>
internal sealed class CircuitRevalidation(ILoggerFactory loggers, IServiceScopeFactory scopes) : RevalidatingServerAuthenticationStateProvider(loggers)
{
    /// <summary>How soon a disabled user is out, for cookies and circuits alike: within a minute, the check itself included.</summary>
    public static readonly TimeSpan Interval = TimeSpan.FromSeconds(55);

    protected override TimeSpan RevalidationInterval => Interval;

    protected override async Task<bool> ValidateAuthenticationStateAsync(AuthenticationState authenticationState, CancellationToken cancellationToken) =>
        await IsGoodAsync(authenticationState.User);

    private async Task<bool> IsGoodAsync(ClaimsPrincipal user)
    {
        await using var scope = scopes.CreateAsyncScope();
        return await scope.ServiceProvider.GetRequiredService<PortalSignInManager>().ValidateSecurityStampAsync(user) is not null;
    }
}
