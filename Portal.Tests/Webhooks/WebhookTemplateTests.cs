using System.Text;
using System.Text.Json;
using Portal.Domain.Webhooks.Messages;

namespace Portal.Tests.Webhooks;

/// <summary>A body is what its template says, whatever the values are.</summary>
public sealed class WebhookTemplateTests
{
    private static readonly DateTimeOffset s_at = new(2014, 10, 31, 2, 0, 0, 123, TimeSpan.Zero);

    public static TheoryData<string> Hostile =>
        [
            "\"},\"at\":{\"isAtAll\":true},\"x\":{\"y\":\"",
            "\\",
            "\\\"",
            "\r\n\t\u0000",
            "{{link}}",
            "\u2028\ud83d\ude00\ud800",
            "<script>alert(1)</script>",
            "食品经营许可",
        ];

    [Theory, MemberData(nameof(Hostile))]
    public void Value_IsOneTextOfTheBody_AndNothingElse(string value)
    {
        var template = WebhookTemplate.Of(WebhookFormat.DingTalk)!;

        using var body = JsonDocument.Parse(Message(new { title = value, text = "t" }).Body(WebhookFormat.DingTalk, template));

        Assert.Equal(["msgtype", "text"], body.RootElement.EnumerateObject().Select(p => p.Name));
        var text = Assert.Single(body.RootElement.GetProperty("text").EnumerateObject());
        Assert.Equal($"{Stored(value)}\nt\n", text.Value.GetString());
    }

    [Theory]
    [InlineData(WebhookFormat.DingTalk)]
    [InlineData(WebhookFormat.Feishu)]
    [InlineData(WebhookFormat.WeCom)]
    [InlineData(WebhookFormat.Template)]
    public void Template_ThatAFormatBeginsWith_IsRight(WebhookFormat format) =>
        Assert.Null(WebhookTemplate.Check(WebhookTemplate.Of(format)));

    [Theory]
    [InlineData(null, "template.required")]
    [InlineData(" ", "template.required")]
    [InlineData("{}", null)]
    [InlineData("""{"a":"{{title}} {{unitName}}"}""", null)]
    [InlineData("""{"{{type}}":{"b":["{{id}}"]}}""", null)]
    [InlineData("""{"a":{{number}}}""", "template.noJson")]
    [InlineData("""{"a":"\{{title}}"}""", "template.noJson")]
    [InlineData("""{"a":"x" {{text}}}""", "template.noJson")]
    [InlineData("""["{{title}}"]""", "template.noJson")]
    [InlineData("""{"a":"{{title}}" """, "template.noJson")]
    [InlineData("""{"a":"{{secret}}"}""", "template.placeUnknown")]
    [InlineData("""{"a":"{{ title }}"}""", "template.placeUnknown")]
    [InlineData("{\"a\":\"\u0001\"}", "template.noJson")]
    public void Template_IsCheckedBeforeItIsKept(string? template, string? code) =>
        Assert.Equal(code, WebhookTemplate.Check(template)?.Code);

    [Fact]
    public void Template_ThatIsTooLong_IsRefused()
    {
        var text = new string('x', WebhookTemplate.Length);
        Assert.Equal("template.tooLong", WebhookTemplate.Check($$"""{"a":"{{text}}"}""")?.Code);
    }

    [Fact]
    public void Envelope_HasTypeTimestampAndData()
    {
        var body = Message(
                new
                {
                    number = 7,
                    level = "yellow",
                    link = (string?)null,
                    unitName = "后洲街道",
                }
            )
            .Body(WebhookFormat.Standard, null);

        Assert.Equal(
            """{"type":"card.issued","timestamp":"2014-10-31T02:00:00.123Z","data":"""
                + """{"number":7,"level":"yellow","link":null,"unitName":"后洲街道"}}""",
            Encoding.UTF8.GetString(body)
        );
    }

    /// <summary>In a text of Feishu a tag calls everybody of the group.</summary>
    [Fact]
    public void Value_ForFeishu_HoldsNoTag()
    {
        var message = Message(new { title = "<at user_id=\"all\">所有人</at>", text = "" });

        using var body = JsonDocument.Parse(message.Body(WebhookFormat.Feishu, WebhookTemplate.Of(WebhookFormat.Feishu)));

        Assert.StartsWith(
            "＜at user_id=\"all\"＞",
            body.RootElement.GetProperty("content").GetProperty("text").GetString(),
            StringComparison.Ordinal
        );
    }

    private static WebhookMessage Message(object data) =>
        new("msg_1", WebhookEventTypes.CardIssued, s_at, JsonSerializer.Serialize(data, WebhookMessage.DataJson));

    // Half a character is no text in JSON.
    private static string Stored(string value) => value.EndsWith('\ud800') ? value[..^1] + '\ufffd' : value;
}
