using System.Globalization;
using System.Resources;

namespace Portal.Domain.Worklist.Telling;

/// <summary>The lines of the daily mail about orders and items of campaigns, in the language of the offices.</summary>
internal static class DailyTaskText
{
    private static readonly CultureInfo s_language = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly ResourceManager s_texts = new(typeof(DailyTaskText));

    public static string Say(string key, params object[] arguments) =>
        string.Format(s_language, s_texts.GetString(key, s_language)!, arguments);
}
