namespace Portal.Domain.Access.Sessions;

/// <summary>A browser in which a user is signed in. Signing out deletes it, and its cookies are refused from then on.</summary>
public sealed class UserSession
{
    public const int AddressLength = 64;
    public const int BrowserLength = 64;

    /// <summary>A random name of 32 hexadecimal digits, new at every sign-in.</summary>
    public required string Id { get; set; }

    public int UserId { get; set; }

    public DateTimeOffset StartedAt { get; set; }

    /// <summary>When the session was used last, to ten minutes.</summary>
    public DateTimeOffset SeenAt { get; set; }

    /// <summary>The network address of the sign-in.</summary>
    public required string Address { get; set; }

    /// <summary>Browser and system in words, such as <c>Edge · Windows</c>; empty when unknown.</summary>
    public required string Browser { get; set; }
}
