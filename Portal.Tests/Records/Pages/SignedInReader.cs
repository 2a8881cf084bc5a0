using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Pages;

/// <summary>A reader of the role who is bound to the unit.</summary>
internal sealed class SignedInReader(Role role, int unitId) : AuthenticationStateProvider
{
    private readonly ClaimsPrincipal _principal = Actors.SignedIn("reader", role, unitId);

    public override Task<AuthenticationState> GetAuthenticationStateAsync() => Task.FromResult(new AuthenticationState(_principal));
}
