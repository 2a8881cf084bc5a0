namespace Portal.Domain.Intake.Rows;

/// <summary>Shares one string among equal texts, such as codes that repeat in many rows.</summary>
internal sealed class StringPool
{
    // Bounds the memory for a file in which every row has its own code.
    private const int MaxStrings = 100_000;

    private readonly HashSet<string> _strings = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public StringPool() => _lookup = _strings.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<char> text)
    {
        if (_lookup.TryGetValue(text, out var known))
            return known;
        if (_strings.Count >= MaxStrings)
            _strings.Clear();
        var made = text.ToString();
        _strings.Add(made);
        return made;
    }
}
