namespace Portal.Live.Views;

/// <summary>A piece of a line of text.</summary>
/// <param name="Link">Where the number opens; null for plain text.</param>
public readonly record struct LinkedText(string Text, string? Link)
{
    /// <summary>The pieces of a text with places <c>{0}</c>, <c>{1}</c> for numbers, each number at most once.</summary>
    public static IReadOnlyList<LinkedText> Fill(string format, params IReadOnlyList<LinkedText> numbers)
    {
        var pieces = new List<LinkedText>();
        for (var at = 0; at < format.Length; )
        {
            var open = format.IndexOf('{', at);
            if (open < 0)
                open = format.Length;
            if (open > at)
                pieces.Add(new(format[at..open], null));
            if (open < format.Length)
                pieces.Add(numbers[format[open + 1] - '0']);
            at = open + "{0}".Length;
        }
        return pieces;
    }
}
