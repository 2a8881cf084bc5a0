using System.Globalization;
using Portal.Domain.Mail;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>What a mail with a saved table is about; it stands in <see cref="OutgoingMail.Key"/>, so that a table goes out once for each month, whatever became of its question meanwhile.</summary>
internal sealed record TableMailKey(int TableId, DateOnly Month)
{
    /// <summary>How the keys of all of them begin.</summary>
    public const string Start = "table/";

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Start}{TableId}/{Days.ToMonthNumber(Month)}");

    public static TableMailKey Parse(string key)
    {
        var parts = key[Start.Length..].Split('/').Select(p => int.Parse(p, CultureInfo.InvariantCulture)).ToArray();
        return new(parts[0], Days.FromMonthNumber(parts[1]));
    }
}
