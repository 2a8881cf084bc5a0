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

    /// <summary>Why a text that is needed is refused; null when it is not.</summary>
    internal static Refusal? Wrong(string? text, int length = TextLength) =>
        string.IsNullOrWhiteSpace(text) ? CampaignRefusal.TextIsMissing : WrongRemark(text, length);

    /// <summary>Why a text that may be blank is refused; null when it is not.</summary>
    internal static Refusal? WrongRemark(string? text, int length = TextLength) =>
        text is null ? null
        : text.Trim().Length > length ? CampaignRefusal.TextIsTooLong
        : !RecordText.IsReadable(text) ? CampaignRefusal.TextIsUnprintable
        : null;
}
