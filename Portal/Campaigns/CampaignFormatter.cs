using Microsoft.Extensions.Localization;
using Portal.Controls;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Campaigns.Reading;
using Portal.Domain.Shared;

namespace Portal.Campaigns;

/// <summary>The texts of campaigns in the reader's language.</summary>
internal sealed class CampaignFormatter(IStringLocalizer<CampaignText> text, DistrictTime time)
{
    public const string Missing = NumberTexts.Missing;

    public string State(CampaignState state) => text[$"campaign.{state}"];

    public string State(ItemView item) => text[item.IsOverdue ? "item.Overdue" : $"item.{item.State}"];

    public static string Number(int number) => NumberTexts.Whole(number);

    /// <summary>How many of how many, such as <c>39 / 421</c>.</summary>
    public static string Share(CampaignTotals totals) => $"{Number(totals.Done)} / {Number(totals.Items)}";

    /// <summary>The share that is done, in per cent with one decimal.</summary>
    public static string Percent(CampaignTotals totals) => NumberTexts.Percent(totals.Ratio);

    public static string Day(DateOnly day) => Days.ToText(day);

    /// <summary>First and last day.</summary>
    public static string Span(DateOnly from, DateOnly to) => $"{Days.ToText(from)} – {Days.ToText(to)}";

    public string Instant(DateTimeOffset? instant) => instant is { } at ? time.ToText(at) : Missing;

    /// <summary>The class of an item's state.</summary>
    public static string Tone(ItemView item) =>
        item.IsOverdue ? "red-card"
        : item.State == ItemState.Done ? "good"
        : "";
}
