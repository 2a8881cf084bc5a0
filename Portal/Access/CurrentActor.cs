using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Access;
using Portal.Domain.Shared;

namespace Portal.Access;

/// <summary>
/// The actor of the component, in a request as in a circuit. Endpoints take their <c>ClaimsPrincipal</c> and call <see
/// cref="PortalClaims.ToActor"/>.
/// </summary>
public sealed class CurrentActor(AuthenticationStateProvider state, DistrictTime time)
{
    /// <summary>With the present rights: <see cref="Actor.Nobody"/> for a user that was disabled meanwhile.</summary>
    public async ValueTask<Actor> GetAsync() => (await state.GetAuthenticationStateAsync()).User.ToActor(time);
}
