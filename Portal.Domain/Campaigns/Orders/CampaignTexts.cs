using Portal.Domain.Shared;

namespace Portal.Domain.Campaigns.Orders;

/// <summary>The longest texts of campaigns, in characters, and what is wrong with one.</summary>
public static class CampaignTexts
{
    /// <summary>The name of a campaign, a phase or an item.</summary>
    public const int NameLength = 200;

    /// <summary>The name of what is counted.</summary>
    public const int CountedLength = 40;

    /// <summary>A purpose, a basis, a reason or a remark.</summary>
    public const int TextLength = 2_000;

    /// <summary>Of a step that names a phase, two days and a reason.</summary>
    public const int StepLength = TextLength + NameLength + 40;

    /// <summary>A user's sign-in name.</summary>
    public const int AuthorLength = 256;

    /// <inheritdoc cref="TextRefusals.OfNeeded"/>
    internal static Refusal? Wrong(string? text, int longest = TextLength) => CampaignRefusal.OfTexts.OfNeeded(text, longest);

    /// <inheritdoc cref="TextRefusals.OfRemark"/>
    internal static Refusal? WrongRemark(string? text, int longest = TextLength) => CampaignRefusal.OfTexts.OfRemark(text, longest);
}
