using System.Security.Claims;
using Microsoft.AspNetCore.Components.Authorization;
using Portal.Domain.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Pages;

/// <summary>
/// A reader whose rights a page gets at once, until a test holds them back: so long, what the page does with them has begun and not ended.
/// </summary>
internal sealed class HeldReader(Role role, int unitId) : AuthenticationStateProvider
{
    private readonly ClaimsPrincipal _principal = Actors.SignedIn("reader", role, unitId);
    private TaskCompletionSource? _held;

    public void Hold() => _held = new();

    public void Release()
    {
        var held = _held;
        _held = null;
        held?.SetResult();
    }

    public override async Task<AuthenticationState> GetAuthenticationStateAsync()
    {
        if (_held is { } held)
            await held.Task;
        return new(_principal);
    }
}
