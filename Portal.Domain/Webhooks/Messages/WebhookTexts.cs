using System.Globalization;
using System.Resources;

namespace Portal.Domain.Webhooks.Messages;

/// <summary>The portal's own words in messages, in the language of the offices.</summary>
internal static class WebhookTexts
{
    private static readonly CultureInfo s_language = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly ResourceManager s_texts = new(typeof(WebhookTexts));

    public static string Say(string key, params object[] arguments) =>
        string.Format(s_language, s_texts.GetString(key, s_language)!, arguments);
}
