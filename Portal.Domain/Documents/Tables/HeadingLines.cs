namespace Portal.Domain.Documents.Tables;

/// <summary>Breaks the headings of columns into lines.</summary>
internal static class HeadingLines
{
    private const char Bracket = '（';

    // Half a character goes to the second line, so that the first of two is never the longer one.
    private const double Rounding = 0.4;

    /// <summary>
    /// Breaks a Chinese heading so that no single character is alone on a line: before a bracket, else in lines of equal length. Programs
    /// break other headings at their spaces.
    /// </summary>
    /// <param name="room">The width of a line, in Chinese characters; at least 1.</param>
    public static string Break(string heading, double room)
    {
        var most = Math.Max(1, (int)room);
        if (heading.Length <= most || !heading.All(c => c >= 0x2E80))
            return heading;
        return heading.IndexOf(Bracket) is > 0 and var bracket
            ? $"{BreakEvenly(heading[..bracket], most)}\n{BreakEvenly(heading[bracket..], most)}"
            : BreakEvenly(heading, most);
    }

    /// <summary>A heading with its brackets on a line of their own.</summary>
    public static string BeforeBracket(string heading) =>
        heading.IndexOf(Bracket) is > 0 and var bracket ? heading.Insert(bracket, "\n") : heading;

    private static string BreakEvenly(string text, int most)
    {
        var lines = (text.Length + most - 1) / most;
        return string.Join('\n', Enumerable.Range(0, lines).Select(i => text[At(i)..At(i + 1)]));

        int At(int line) => line == lines ? text.Length : (int)(((double)text.Length * line / lines) + Rounding);
    }
}
