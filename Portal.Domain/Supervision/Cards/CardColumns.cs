namespace Portal.Domain.Supervision.Cards;

/// <summary>The longest texts of cards, in characters.</summary>
public static class CardColumns
{
    /// <summary>An answer or a reason.</summary>
    public const int TextLength = 2_000;

    /// <summary>A user's sign-in name.</summary>
    public const int NameLength = 256;
}
