namespace Portal.Domain.Intake.Rows;

/// <summary>The texts by which systems say that there is no value. They are never taken for blank unless a profile says so.</summary>
internal static class NoValueTexts
{
    private static readonly HashSet<string> s_texts = new(StringComparer.OrdinalIgnoreCase)
    {
        "NULL",
        "(NULL)",
        "NIL",
        "NONE",
        "NAN",
        "N/A",
        "NA",
        "#N/A",
        "UNDEFINED",
        "-",
        "--",
        "---",
        "—",
        "——",
        "/",
        "\\",
        "\\N",
        "无",
        "空",
        "0000-00-00",
        "0000-00-00 00:00:00",
    };

    public static bool Contains(string text) => s_texts.Contains(text);
}
