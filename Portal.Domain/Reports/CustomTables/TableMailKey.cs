using System.Globalization;
using Portal.Domain.Mail;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>
/// The key of the mail with a saved table, in <see cref="OutgoingMail.Key"/>: a table is sent once for each month, even when its query
/// changes meanwhile.
/// </summary>
internal sealed record TableMailKey(int TableId, DateOnly Month)
{
    /// <summary>The beginning of all of these keys.</summary>
    public const string Prefix = "table/";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Prefix}{TableId}/{Days.ToMonthNumber(Month)}");

    public static TableMailKey Parse(string key)
    {
        var parts = key[Prefix.Length..].Split('/').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return new(parts[0], Days.FromMonthNumber(parts[1]));
    }
}
