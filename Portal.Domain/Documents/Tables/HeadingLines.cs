namespace Portal.Domain.Documents.Tables;

/// <summary>Where the heading of a column is broken into lines.</summary>
internal static class HeadingLines
{
    private const char Bracket = '（';

    // Half a character goes to the line below, so that the first of two is never the longer one.
    private const double Rounding = 0.4;

    /// <summary>A Chinese heading without a single character on a line of its own: before a bracket, else in lines of like length. Others are broken at their spaces by whoever shows them.</summary>
    /// <param name="room">That a line has, in Chinese characters; at least 1.</param>
    public static string Broken(string heading, double room)
    {
        var most = Math.Max(1, (int)room);
        if (heading.Length <= most || !heading.All(c => c >= 0x2E80))
            return heading;
        return heading.IndexOf(Bracket) is > 0 and var bracket
            ? $"{Even(heading[..bracket], most)}\n{Even(heading[bracket..], most)}"
            : Even(heading, most);
    }

    /// <summary>A heading with a line for what stands in brackets.</summary>
    public static string BeforeBracket(string heading) =>
        heading.IndexOf(Bracket) is > 0 and var bracket ? heading.Insert(bracket, "\n") : heading;

    private static string Even(string text, int most)
    {
        var lines = (text.Length + most - 1) / most;
        return string.Join('\n', Enumerable.Range(0, lines).Select(i => text[At(i)..At(i + 1)]));

        int At(int line) => line == lines ? text.Length : (int)(((double)text.Length * line / lines) + Rounding);
    }
}
