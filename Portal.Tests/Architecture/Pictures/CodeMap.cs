using System.Text.RegularExpressions;
using Portal.Domain.Data;
using Portal.Domain.Signals;
using Portal.Tests.Support;

namespace Portal.Tests.Architecture.Pictures;

/// <summary>Finds types of the three projects by name, their summaries, and how one leads to another.</summary>
internal sealed partial class CodeMap
{
    private static readonly Lazy<HashSet<Type>> s_rows = new(() =>
        [.. typeof(PortalDb).GetProperties().SelectMany(p => p.PropertyType.GetGenericArguments())]
    );

    private readonly ILookup<string, Type> _types = Features
        .Types(Features.Domain, Features.Jobs, Features.Web)
        .Where(type => type.DeclaringType is null && !type.Name.StartsWith('<'))
        .ToLookup(type => type.Name.Split('`')[0], StringComparer.Ordinal);

    private readonly Dictionary<Type, HashSet<Type>> _uses = [];

    /// <summary>The one type of that name; null when there is none, or several.</summary>
    public Type? Find(string name) => _types[name].Take(2).ToList() is [var type] ? type : null;

    /// <summary>Whether some member of some type has that name, as a member is named in running text.</summary>
    public bool HasMember(string type, string member) =>
        Find(type)?.GetMembers(IlReader.Everything).Any(m => m.Name == member || m.Name == "get_" + member) == true;

    /// <summary>The first sentence of the type's documentation, or of the type that it inherits it from; empty when it has none.</summary>
    public string Summary(Type type)
    {
        var folder = Path.Combine(TestFiles.Root, Folder(type.Namespace!));
        var documentation = Directory
            .EnumerateFiles(folder, "*.cs")
            .Order(StringComparer.Ordinal)
            .Select(file => Declaration(type.Name.Split('`')[0]).Match(File.ReadAllText(file)))
            .FirstOrDefault(match => match.Success);
        if (documentation?.Groups["from"].Value is { Length: > 0 } name && Find(name) is { } other)
            return Summary(other);
        return FirstSentence(Plain(documentation?.Groups["text"].Value ?? ""));
    }

    /// <summary>How the first leads to the second, as the label of its arrow; null when it does not.</summary>
    public string? Link(Type from, Type to)
    {
        if (Base(to).Contains(from))
            return "is the base of";
        if (Uses(from).Contains(to))
            return IsRow(to) ? "writes" : "calls";
        if (Uses(from).Any(used => used.IsInterface && used.Assembly == to.Assembly && used.IsAssignableFrom(to)))
            return "calls";
        if (Uses(to).Contains(from))
            return IsRow(from) ? "is read by"
                : from == typeof(WakeSignals) ? "wakes"
                : "serves";
        if (Uses(to).Any(used => used.IsInterface && used.Assembly == from.Assembly && used.IsAssignableFrom(from)))
            return "serves";
        return null;
    }

    // A generic base keeps its definition.
    private static IEnumerable<Type> Base(Type type)
    {
        for (var parent = type.BaseType; parent is not null; parent = parent.BaseType)
            yield return parent.IsGenericType ? parent.GetGenericTypeDefinition() : parent;
    }

    private static bool IsRow(Type type) => s_rows.Value.Contains(type);

    // Closures and state machines belong to the type that they were made from, and a component to the classes that it derives from.
    private HashSet<Type> Uses(Type type)
    {
        if (!_uses.TryGetValue(type, out var uses))
            _uses[type] = uses = [.. Family(type).SelectMany(IlReader.Uses).Where(used => used != type)];
        return uses;
    }

    private static IEnumerable<Type> Family(Type type) =>
        type.GetNestedTypes(IlReader.Everything).SelectMany(Family).Append(type).Where(t => !t.ContainsGenericParameters || t == type);

    private static string Folder(string room) =>
        room.Replace('.', '/')
            .Replace("Portal/Domain", "Portal.Domain", StringComparison.Ordinal)
            .Replace("Portal/Jobs", "Portal.Jobs", StringComparison.Ordinal);

    private static Regex Declaration(string name) =>
        new(
            """/// (<summary>(?<text>((?!</summary>).)*)</summary>|<inheritdoc cref="(?<from>\w+)"/>)"""
                + """(\s*///[^\n]*|\s*\[[^\n]*)*\s*([a-z]+ )*(class|record|record struct|struct|interface|enum) """
                + name
                + "\\b",
            RegexOptions.Singleline | RegexOptions.ExplicitCapture,
            TimeSpan.FromSeconds(5)
        );

    private static string Plain(string text)
    {
        var lines = Lines().Replace(text, " ");
        var named = Reference().Replace(lines, match => match.Groups["name"].Value.Split('.')[^1]);
        return System.Net.WebUtility.HtmlDecode(Tag().Replace(named, "")).Trim();
    }

    private static string FirstSentence(string text) => Sentence().Match(text) is { Success: true } match ? match.Value : text;

    [GeneratedRegex(@"\s*\n\s*///\s*", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Lines();

    [GeneratedRegex(
        "<(see|paramref) (cref|name|langword)=\"(?<name>[^\"]*)\" ?/>",
        RegexOptions.ExplicitCapture,
        matchTimeoutMilliseconds: 5_000
    )]
    private static partial Regex Reference();

    [GeneratedRegex("<[^>]*>", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Tag();

    [GeneratedRegex(@"^.*?\.(?= |$)", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Sentence();
}
