namespace Portal.Domain.Reviews;

/// <summary>How much working time units have for a bad review: the settings <c>Portal:Reviews</c>.</summary>
/// <remarks>
/// A working day is the working time of the unit on one day. No national rule sets the numbers; 好差评 is practised with a call within one
/// working day. A change holds for the reviews that are opened, sent back or upheld from then on.
/// </remarks>
/// <param name="CallDays">Working days to call the citizen back.</param>
/// <param name="MendDays">Working days, from the same instant on, to verify, mend and ask again; also after the office sends back.</param>
public sealed record ReviewLimits(int CallDays, int MendDays)
{
    public const string Section = "Portal:Reviews";

    /// <summary>1 working day to call, 15 to mend.</summary>
    public static ReviewLimits Default { get; } = new(1, 15);
}

/// <summary>The ends of a unit's times for a review.</summary>
/// <param name="CallAt">To call the citizen back.</param>
/// <param name="MendAt">To verify, mend and ask again.</param>
public sealed record ReviewDue(DateTimeOffset CallAt, DateTimeOffset MendAt);
