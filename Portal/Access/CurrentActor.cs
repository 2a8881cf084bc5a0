using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>Who looks at the component, in a request as in a circuit. Endpoints take their <c>ClaimsPrincipal</c> and call <see cref="PortalClaims.ToActor"/>.</summary>
public sealed class CurrentActor(AuthenticationStateProvider state, DistrictTime time)
{
    /// <summary>As of now: a user who was shut out meanwhile is <see cref="Actor.Nobody"/>.</summary>
    public async ValueTask<Actor> GetAsync() => (await state.GetAuthenticationStateAsync()).User.ToActor(time);
}
