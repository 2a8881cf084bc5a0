using System.Globalization;

namespace Portal.Domain.Documents.Content;

/// <summary>Collects the faults of a template: the first ones, and the number of all others.</summary>
internal sealed class TemplateFaults
{
    /// <summary>The most faults listed; the pages' connection takes no message of more.</summary>
    public const int MostListed = 50;

    /// <summary>The most characters of a fault's text or place.</summary>
    public const int MostCharacters = 80;

    private readonly HashSet<TemplateFault> _seen = [];
    private readonly List<TemplateFault> _listed = [];

    /// <summary>Adds a fault once.</summary>
    public void Add(string code, string place, string text)
    {
        var fault = new TemplateFault(code, Shortened(place), Shortened(text));
        if (_seen.Add(fault) && _listed.Count < MostListed)
            _listed.Add(fault);
    }

    /// <summary>In the order of the template; when there are more than are listed, the last has their number.</summary>
    public IReadOnlyList<TemplateFault> All() =>
        _seen.Count == _listed.Count
            ? _listed
            : [.. _listed, new("faults.more", "", (_seen.Count - _listed.Count).ToString(CultureInfo.InvariantCulture))];

    private static string Shortened(string text) => text.Length > MostCharacters ? text[..MostCharacters] + "…" : text;
}
