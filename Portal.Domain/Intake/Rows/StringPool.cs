namespace Portal.Domain.Intake.Rows;

/// <summary>One string for each text that comes again and again, such as codes.</summary>
internal sealed class StringPool
{
    // A file in which every row has its own code must not fill the memory.
    private const int Most = 100_000;

    private readonly HashSet<string> _strings = new(StringComparer.Ordinal);
    private readonly HashSet<string>.AlternateLookup<ReadOnlySpan<char>> _lookup;

    public StringPool() => _lookup = _strings.GetAlternateLookup<ReadOnlySpan<char>>();

    public string Get(ReadOnlySpan<char> text)
    {
        if (_lookup.TryGetValue(text, out var known))
            return known;
        if (_strings.Count >= Most)
            _strings.Clear();
        var made = text.ToString();
        _strings.Add(made);
        return made;
    }
}
