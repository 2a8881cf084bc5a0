using System.Globalization;
using System.Text.Json;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;

namespace Portal.Jobs.Webhooks;

/// <summary>Reads what robots of group chats answer: they answer 200 also when they did not take a message.</summary>
internal static class RobotAnswer
{
    private static readonly WebhookResult s_notUnderstood = new(DeliveryFailure.Robot);

    /// <summary>Whether the answer's body decides.</summary>
    public static bool IsExpected(WebhookFormat format) => CodeOf(format) is not null;

    /// <summary>Acknowledged when the robot took the message, else a failure with its number and words.</summary>
    /// <param name="format">A format whose answer <see cref="IsExpected"/>.</param>
    /// <param name="body">The answer; one that is not understood took nothing, and has no words.</param>
    public static WebhookResult Read(WebhookFormat format, string body)
    {
        try
        {
            using var json = JsonDocument.Parse(body);
            var answer = json.RootElement;
            if (answer.ValueKind != JsonValueKind.Object || !answer.TryGetProperty(CodeOf(format)!, out var code))
                return s_notUnderstood;
            if (code.ValueKind != JsonValueKind.Number || !code.TryGetInt64(out var number))
                return s_notUnderstood;
            return number == 0
                ? WebhookResult.Acknowledged
                : new(DeliveryFailure.Robot, string.Create(CultureInfo.InvariantCulture, $"{number} {Words(answer)}").TrimEnd());
        }
        catch (JsonException)
        {
            return s_notUnderstood;
        }
    }

    private static string? CodeOf(WebhookFormat format) =>
        format switch
        {
            WebhookFormat.DingTalk or WebhookFormat.WeCom => "errcode",
            WebhookFormat.Feishu => "code",
            WebhookFormat.Standard or WebhookFormat.Template => null,
        };

    private static string Words(JsonElement answer) =>
        (answer.TryGetProperty("errmsg", out var words) || answer.TryGetProperty("msg", out words))
        && words.ValueKind == JsonValueKind.String
            ? words.GetString()!.ReplaceLineEndings(" ")
            : "";
}
