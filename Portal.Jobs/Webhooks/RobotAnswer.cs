using System.Globalization;
using System.Text.Json;
using Portal.Domain.Webhooks.Messages;

namespace Portal.Jobs.Webhooks;

/// <summary>Reads what robots of group chats answer: they answer 200 also when they did not take a message.</summary>
internal static class RobotAnswer
{
    /// <summary>Whether the answer's body decides.</summary>
    public static bool IsExpected(WebhookFormat format) => CodeOf(format) is not null;

    /// <summary>Null when the robot took the message, else its number and words.</summary>
    /// <param name="format">A format whose answer <see cref="IsExpected"/>.</param>
    /// <param name="body">The answer; one that is not understood took nothing.</param>
    public static string? Problem(WebhookFormat format, string body)
    {
        const string NotUnderstood = "?";
        try
        {
            using var json = JsonDocument.Parse(body);
            if (json.RootElement.ValueKind != JsonValueKind.Object)
                return NotUnderstood;
            if (!json.RootElement.TryGetProperty(CodeOf(format)!, out var code) || !IsNumber(code, out var number))
                return NotUnderstood;
            return number == 0 ? null : string.Create(CultureInfo.InvariantCulture, $"{number} {Words(json.RootElement)}").TrimEnd();
        }
        catch (JsonException)
        {
            return NotUnderstood;
        }
    }

    private static string? CodeOf(WebhookFormat format) =>
        format switch
        {
            WebhookFormat.DingTalk or WebhookFormat.WeCom => "errcode",
            WebhookFormat.Feishu => "code",
            WebhookFormat.Standard or WebhookFormat.Template => null,
        };

    private static bool IsNumber(JsonElement value, out long number)
    {
        number = 0;
        return value.ValueKind == JsonValueKind.Number && value.TryGetInt64(out number);
    }

    private static string Words(JsonElement answer) =>
        (answer.TryGetProperty("errmsg", out var words) || answer.TryGetProperty("msg", out words))
        && words.ValueKind == JsonValueKind.String
            ? words.GetString()!.ReplaceLineEndings(" ")
            : "";
}
