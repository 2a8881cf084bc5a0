namespace Portal.Domain.Reviews;

/// <summary>The longest texts of bad reviews, in characters.</summary>
public static class ReviewColumns
{
    /// <summary>What the citizen said, what was done, a reason or a remark.</summary>
    public const int TextLength = 2_000;

    /// <summary>A user's sign-in name.</summary>
    public const int NameLength = 256;
}
