namespace Portal.Domain.Figures.Checks;

internal enum RuleTokenKind
{
    End,
    Name,
    Number,
    Sign,
    Unknown,
}

internal readonly record struct RuleToken(RuleTokenKind Kind, string Text, int Position)
{
    public bool Is(string sign) => Kind == RuleTokenKind.Sign && Text == sign;

    public bool IsWord(string word) => Kind == RuleTokenKind.Name && Text == word;
}

/// <summary>Splits a rule into names, numbers and signs.</summary>
internal sealed class RuleTokens(string text)
{
    private static readonly string[] s_signs = ["<=", ">=", "!=", "<", ">", "=", "+", "-", "*", "(", ")", ",", "≤", "≥", "≠"];
    private int _position;

    /// <summary>The codes of sections may have hyphens, which are signs elsewhere: in a sum they belong to the name.</summary>
    public RuleToken Next(bool hyphens)
    {
        while (_position < text.Length && char.IsWhiteSpace(text[_position]))
            _position++;
        var start = _position;
        if (start == text.Length)
            return new(RuleTokenKind.End, "", start);
        if (char.IsAsciiLetter(text[start]))
            return ReadToken(RuleTokenKind.Name, c => char.IsAsciiLetterOrDigit(c) || c == '.' || (hyphens && c == '-'));
        if (char.IsAsciiDigit(text[start]))
            return ReadToken(RuleTokenKind.Number, c => char.IsAsciiDigit(c) || c == '.');
        if (Array.Find(s_signs, s => string.CompareOrdinal(text, start, s, 0, s.Length) == 0) is not { } sign)
            return new(RuleTokenKind.Unknown, text[start].ToString(), start);
        _position += sign.Length;
        return new(RuleTokenKind.Sign, sign, start);
    }

    private RuleToken ReadToken(RuleTokenKind kind, Func<char, bool> belongs)
    {
        var start = _position;
        while (_position < text.Length && belongs(text[_position]))
            _position++;
        return new(kind, text[start.._position], start);
    }
}
