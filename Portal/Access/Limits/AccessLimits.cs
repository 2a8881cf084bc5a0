namespace Portal.Access.Limits;

/// <summary>Limits against guessing, and of unattended sessions (settings <c>Portal:Access</c>).</summary>
public sealed class AccessLimits
{
    public const string Section = "Portal:Access";

    /// <summary>
    /// The failed sign-ins from one address within <see cref="FailureLimit.Period"/>, and as many calls with a wrong API key; more are
    /// answered 429. 1 to 100,000.
    /// </summary>
    public int FailuresPerAddress { get; init; } = 30;

    /// <summary>The minutes without input after which a session ends whose user may change something; 1 to 1,440.</summary>
    public int IdleMinutes { get; init; } = 15;

    /// <summary>The same for a session whose user only reads; 1 to 1,440.</summary>
    public int IdleMinutesReading { get; init; } = 480;
}
