using System.Globalization;
using Portal.Domain.Mail;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Subscriptions;

/// <summary>The key of the mail with a report, in <see cref="OutgoingMail.Key"/>: a subscription gets each period once.</summary>
internal sealed record ReportMailKey(int UnitId, DateOnly From, DateOnly To, int SubscriptionId)
{
    /// <summary>The beginning of all of these keys.</summary>
    public const string Prefix = "report/";

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"{Prefix}{UnitId}/{Days.ToMonthNumber(From)}/{Days.ToMonthNumber(To)}/{SubscriptionId}"
        );

    public static ReportMailKey Parse(string key)
    {
        var parts = key[Prefix.Length..].Split('/').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return new(parts[0], Days.FromMonthNumber(parts[1]), Days.FromMonthNumber(parts[2]), parts[3]);
    }
}
