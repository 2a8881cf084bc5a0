using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Domain.Shared;

namespace Portal.Domain.Webhooks.Messages;

/// <summary>
/// A JSON text with places such as <c>{{title}}</c> inside its quotes. Values are escaped, so none can change the shape of the body.
/// </summary>
public static partial class WebhookTemplate
{
    /// <summary>The longest template, in characters.</summary>
    public const int Length = 4_000;

    // What ends a text, what may follow a backslash, and what may not: a place that is not inside quotes breaks with one of them.
    private static readonly string[] s_samples = ["\"", "\\", "zebra", "u", "1", ""];

    /// <summary>The names of places: those of every message, and those of cards.</summary>
    public static IReadOnlyList<string> Places { get; } =
    [
        "id",
        "type",
        "timestamp",
        "title",
        "text",
        "link",
        "number",
        "level",
        "state",
        "revision",
        "unit",
        "unitName",
        "subject",
        "source",
        "caseNo",
        "itemCode",
        "itemName",
        "rule",
        "at",
        "issuedAt",
        "dueAt",
        "answerDueAt",
    ];

    /// <summary>The template with which a robot's message begins; null for formats that have none.</summary>
    public static string? Of(WebhookFormat format) =>
        format switch
        {
            WebhookFormat.Standard => null,
            WebhookFormat.DingTalk or WebhookFormat.WeCom => """{"msgtype":"text","text":{"content":"{{title}}\n{{text}}\n{{link}}"}}""",
            WebhookFormat.Feishu => """{"msg_type":"text","content":{"text":"{{title}}\n{{text}}\n{{link}}"}}""",
            WebhookFormat.Template => """{"title":"{{title}}","text":"{{text}}","number":"{{number}}"}""",
        };

    /// <summary>Whether the template becomes a JSON object with every value.</summary>
    /// <returns>Null when it does, else what is wrong.</returns>
    public static Refusal? Check(string? template)
    {
        if (string.IsNullOrWhiteSpace(template))
            return WebhookRefusal.TemplateIsMissing;
        if (template.Length > Length)
            return WebhookRefusal.TemplateIsTooLong;
        if (Place().Matches(template).Any(place => !Places.Contains(place.Groups["name"].Value)))
            return WebhookRefusal.PlaceIsUnknown;
        return RecordText.IsStorable(template) && Array.TrueForAll(s_samples, sample => IsObject(Fill(template, _ => sample)))
            ? null
            : WebhookRefusal.TemplateIsNoJson;
    }

    /// <summary>Puts the values in their places, escaped for a JSON text.</summary>
    internal static string Fill(string template, Func<string, string> valueOf) =>
        Place().Replace(template, place => WebhookMessage.Encoder.Encode(valueOf(place.Groups["name"].Value)));

    private static bool IsObject(string text)
    {
        try
        {
            using var json = JsonDocument.Parse(text);
            return json.RootElement.ValueKind == JsonValueKind.Object;
        }
        catch (JsonException)
        {
            return false;
        }
    }

    [GeneratedRegex(@"\{\{(?<name>[^{}""]*)\}\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Place();
}
