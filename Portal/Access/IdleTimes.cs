using System.Security.Claims;
using Portal.Access.Limits;
using Portal.Circuits;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Access;

/// <summary>How long a session goes on without input: shorter for those who may change something.</summary>
public sealed class IdleTimes(AccessLimits limits, CircuitLimits circuits, DistrictTime time)
{
    /// <summary>How long the cookie of a wall screen is good after its page was loaded.</summary>
    public static readonly TimeSpan WallScreen = TimeSpan.FromDays(30);

    // What pages ask by themselves, without anybody at the keyboard.
    private static readonly PathString[] s_background = ["/_blazor", "/_framework", "/_content", "/health", PortalUrls.Filling];

    /// <summary>Null for a wall screen, at which nobody types.</summary>
    public TimeSpan? Of(ClaimsPrincipal user) =>
        user.Identity?.Name is { } name && circuits.WallScreens.Contains(name) ? null
        : user.ToActor(time).OnlyReads ? TimeSpan.FromMinutes(limits.IdleMinutesReading)
        : TimeSpan.FromMinutes(limits.IdleMinutes);

    /// <summary>Whether the request comes from a person using a page, and so extends the session.</summary>
    public static bool IsInput(HttpRequest request) =>
        !Array.Exists(s_background, path => request.Path.StartsWithSegments(path, StringComparison.OrdinalIgnoreCase));
}
