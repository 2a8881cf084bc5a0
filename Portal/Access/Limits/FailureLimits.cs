namespace Portal.Access.Limits;

/// <summary>The failures of sign-ins and of API keys by address, counted apart.</summary>
public sealed class FailureLimits(AccessLimits limits, TimeProvider clock)
{
    public FailureLimit SignIns { get; } = new(limits.FailuresPerAddress, clock);

    public FailureLimit Keys { get; } = new(limits.FailuresPerAddress, clock);
}
