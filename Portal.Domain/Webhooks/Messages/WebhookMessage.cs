using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Unicode;

namespace Portal.Domain.Webhooks.Messages;

/// <summary>What happened, as it is told to receivers.</summary>
/// <param name="Id">The header <c>webhook-id</c>: the same in every attempt, so that a receiver recognises what it has got already.</param>
/// <param name="Type">One of <see cref="WebhookEventTypes"/>.</param>
/// <param name="At">When it happened.</param>
/// <param name="Data">A flat JSON object, frozen when it happened.</param>
public sealed record WebhookMessage(string Id, string Type, DateTimeOffset At, string Data)
{
    // Chinese stays readable; what is dangerous in HTML is escaped.
    internal static readonly JavaScriptEncoder Encoder = JavaScriptEncoder.Create(UnicodeRanges.All);

    /// <summary>Writes the data of a message.</summary>
    public static JsonSerializerOptions DataJson { get; } = new(JsonSerializerDefaults.Web) { Encoder = Encoder };

    /// <summary>The body as its receiver wants it.</summary>
    /// <param name="format">The shape.</param>
    /// <param name="template">The template; of no effect for the envelope.</param>
    public byte[] Body(WebhookFormat format, string? template) =>
        format switch
        {
            WebhookFormat.Standard => Envelope(),
            WebhookFormat.DingTalk or WebhookFormat.WeCom or WebhookFormat.Template => Filled(template ?? "", value => value),
            WebhookFormat.Feishu => Filled(template ?? "", WithoutTags),
        };

    private byte[] Envelope()
    {
        using var body = new MemoryStream();
        using (var json = new Utf8JsonWriter(body, new() { Encoder = Encoder }))
        {
            json.WriteStartObject();
            json.WriteString("type", Type);
            json.WriteString("timestamp", Timestamp);
            json.WritePropertyName("data");
            json.WriteRawValue(Data);
            json.WriteEndObject();
        }
        return body.ToArray();
    }

    private byte[] Filled(string template, Func<string, string> clean) =>
        System.Text.Encoding.UTF8.GetBytes(WebhookTemplate.Fill(template, name => clean(Values.GetValueOrDefault(name, ""))));

    private string Timestamp => At.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFF'Z'", CultureInfo.InvariantCulture);

    private Dictionary<string, string> Values
    {
        get
        {
            using var data = JsonDocument.Parse(Data);
            var values = data.RootElement.EnumerateObject().ToDictionary(value => value.Name, value => Text(value.Value));
            (values["id"], values["type"], values["timestamp"]) = (Id, Type, Timestamp);
            return values;
        }
    }

    private static string Text(JsonElement value) => value.ValueKind == JsonValueKind.Null ? "" : value.ToString();

    // In a text of Feishu, <at user_id="all"> calls everybody.
    private static string WithoutTags(string value) => value.Replace('<', '＜').Replace('>', '＞');
}
