using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using System.Text.Unicode;

namespace Portal.Domain.Supervision.Cards;

/// <summary>What was known when a card was issued: frozen with it, whatever the record, the catalogue or the rule say later.</summary>
/// <param name="Source">The name of the record's source.</param>
/// <param name="CaseNo">The record's number there.</param>
/// <param name="Unit">The unit's code.</param>
/// <param name="UnitName">The unit's name on the day of issue.</param>
/// <param name="Item">The item's code; null without one.</param>
/// <param name="ItemName">The item's name on the day of acceptance; null without one.</param>
/// <param name="AcceptedAt">When the record was accepted.</param>
/// <param name="DueAt">When it was due by promise or source; null without a limit.</param>
/// <param name="StatutoryDueAt">When it was due by law; null where the law sets no limit.</param>
/// <param name="FirstReplyAt">Null without a first reply.</param>
/// <param name="ClosedAt">Null while open.</param>
/// <param name="Suspensions">As the record has them; null when never suspended.</param>
/// <param name="ExtensionDays">As the record has them.</param>
/// <param name="IsProvisional">The due time includes days of a year that the calendar lacked.</param>
/// <param name="Rule">The rule's code.</param>
/// <param name="RuleNumber">The rule's version.</param>
/// <param name="Amount">The rule's threshold.</param>
public sealed record CardEvidence(
    string Source,
    string CaseNo,
    string Unit,
    string UnitName,
    string? Item,
    string? ItemName,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? DueAt,
    DateTimeOffset? StatutoryDueAt,
    DateTimeOffset? FirstReplyAt,
    DateTimeOffset? ClosedAt,
    string? Suspensions,
    int ExtensionDays,
    bool IsProvisional,
    string Rule,
    int RuleNumber,
    int Amount
)
{
    private static readonly JsonSerializerOptions s_json = new()
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Encoder = JavaScriptEncoder.Create(UnicodeRanges.All),
    };

    public string ToJson() => JsonSerializer.Serialize(this, s_json);

    /// <summary>Reads what <see cref="ToJson"/> wrote.</summary>
    public static CardEvidence Read(string json) =>
        JsonSerializer.Deserialize<CardEvidence>(json, s_json) ?? throw new JsonException("A card has no evidence.");
}
