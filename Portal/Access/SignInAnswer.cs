namespace Portal.Access;

/// <summary>The answer to a password.</summary>
/// <param name="Ok">The password was right, and the user is signed in.</param>
/// <param name="RetryAfter">When to try again after too many failures from the address; null below the limit.</param>
public readonly record struct SignInAnswer(bool Ok, TimeSpan? RetryAfter = null)
{
    public static SignInAnswer Done { get; } = new(true);

    public static SignInAnswer Refused { get; } = new(false);
}
