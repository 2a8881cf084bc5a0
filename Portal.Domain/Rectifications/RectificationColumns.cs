namespace Portal.Domain.Rectifications;

/// <summary>The longest texts of orders, in characters.</summary>
public static class RectificationColumns
{
    /// <summary>What has to be mended.</summary>
    public const int ProblemLength = 1_000;

    /// <summary>The law or standard by which it has to be mended.</summary>
    public const int BasisLength = 500;

    /// <summary>A statement, a reason or a comment.</summary>
    public const int TextLength = 2_000;

    /// <summary>A user's sign-in name.</summary>
    public const int NameLength = 256;
}
