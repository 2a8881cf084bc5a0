using System.Globalization;
using Portal.Domain.Mail;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Subscriptions;

/// <summary>What a mail with a report is about; it stands in <see cref="OutgoingMail.Key"/>, so that a subscription gets each period once.</summary>
internal sealed record ReportMailKey(int UnitId, DateOnly From, DateOnly To, int SubscriptionId)
{
    /// <summary>How the keys of all of them begin.</summary>
    public const string Start = "report/";

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Start}{UnitId}/{Days.ToMonthNumber(From)}/{Days.ToMonthNumber(To)}/{SubscriptionId}"
        );

    public static ReportMailKey Parse(string key)
    {
        var parts = key[Start.Length..].Split('/').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return new(parts[0], Days.FromMonthNumber(parts[1]), Days.FromMonthNumber(parts[2]), parts[3]);
    }
}
