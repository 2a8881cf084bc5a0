namespace Portal.Domain.Webhooks.Messages;

/// <summary>The shape of the body. Stored by number: never renumbered.</summary>
public enum WebhookFormat : byte
{
    /// <summary>The envelope of Standard Webhooks: <c>{"type":…,"timestamp":…,"data":{…}}</c>.</summary>
    Standard = 1,

    /// <summary>钉钉: a custom robot of DingTalk. Its answer tells by <c>errcode</c> whether the message was taken.</summary>
    DingTalk = 2,

    /// <summary>飞书: a custom bot of Feishu (Lark). Its answer tells by <c>code</c> whether the message was taken.</summary>
    Feishu = 3,

    /// <summary>企业微信: a group robot of WeCom. Its answer tells by <c>errcode</c> whether the message was taken.</summary>
    WeCom = 4,

    /// <summary>A template of one's own; every answer of 2xx acknowledges.</summary>
    Template = 5,
}
