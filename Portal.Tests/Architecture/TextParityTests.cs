using System.Globalization;
using System.Resources;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Architecture;

/// <summary>Both sets of texts match: the same keys with the same placeholders, each in its own language.</summary>
public sealed partial class TextParityTests
{
    private const string Chinese = ".zh-CN.resx";

    // Names that are written alike in both languages.
    private static readonly HashSet<string> s_alike = new(StringComparer.OrdinalIgnoreCase)
    {
        "API",
        "CSV",
        "XLSX",
        "JSON",
        "NDJSON",
        "OpenAPI",
        "HTTP",
        "UTF",
        "GB18030",
        "ID",
        "IP",
        "URL",
        "Excel",
        "Word",
        "EN",
        "English",
        "SQLite",
        "PostgreSQL",
        "Hangfire",
        "X",
        "Key",
        "SHA",
        "ISO",
        "Boston",
        "New",
        "York",
    };

    // A language is named in itself.
    private static readonly string[] s_namesOfLanguages = ["中文", "简体中文", "English", "EN", "中"];

    [Theory, MemberData(nameof(Sets))]
    public void Keys_AreTheSameInBothLanguages(string set)
    {
        var (english, chinese) = Read(set);
        Assert.Equal(english.Keys.Order(StringComparer.Ordinal), chinese.Keys.Order(StringComparer.Ordinal));
    }

    [Theory, MemberData(nameof(Sets))]
    public void Places_ForValues_AreTheSameInBothLanguages(string set)
    {
        var (english, chinese) = Read(set);
        Broken.None(
            english
                .Where(text => chinese.TryGetValue(text.Key, out var other) && !Places(text.Value).SetEquals(Places(other)))
                .Select(text => text.Key)
        );
    }

    [Theory, MemberData(nameof(Sets))]
    public void Texts_AreNeverBlank(string set)
    {
        var (english, chinese) = Read(set);
        Broken.None(english.Concat(chinese).Where(text => string.IsNullOrWhiteSpace(text.Value)).Select(text => text.Key));
    }

    [Theory, MemberData(nameof(Sets))]
    public void ChineseTexts_HoldNoEnglishSentence(string set) =>
        Broken.None(
            Read(set)
                .Chinese.Where(text => !s_namesOfLanguages.Contains(text.Value) && IsEnglish(text.Value))
                .Select(text => $"{text.Key}: {text.Value}")
        );

    [Theory, MemberData(nameof(Sets))]
    public void EnglishTexts_HoldNoChinese(string set) =>
        Broken.None(
            Read(set)
                .English.Where(text => !s_namesOfLanguages.Contains(text.Value) && HanOrItsPunctuation().IsMatch(text.Value))
                .Select(text => $"{text.Key}: {text.Value}")
        );

    [Theory, MemberData(nameof(Sets))]
    public void ChineseTexts_DoNotShout(string set) =>
        Broken.None(
            Read(set).Chinese.Where(text => text.Value.AsSpan().ContainsAny('!', '！')).Select(text => $"{text.Key}: {text.Value}")
        );

    [Fact]
    public void EverySet_HasBothFiles()
    {
        var files = Files().ToHashSet(StringComparer.Ordinal);
        Assert.NotEmpty(files);
        Broken.None(files.Where(file => !files.Contains(Counterpart(file))));
    }

    [Theory, MemberData(nameof(Sets))]
    public void Marker_OfTheSet_FindsItsTextsInBothLanguages(string set)
    {
        var name = set.Replace(".resx", "", StringComparison.Ordinal).Replace('/', '.');
        var assembly = new[] { Features.Domain, Features.Jobs, Features.Web }.Single(a => a.GetName().Name == set.Split('/')[0]);
        if (assembly == Features.Web)
            Assert.NotNull(assembly.GetType(name));
        var resources = new ResourceManager(name, assembly);
        var (english, chinese) = Read(set);
        Assert.All(english, text => Assert.Equal(text.Value, resources.GetString(text.Key, CultureInfo.GetCultureInfo("en"))));
        Assert.All(chinese, text => Assert.Equal(text.Value, resources.GetString(text.Key, CultureInfo.GetCultureInfo("zh-CN"))));
    }

    /// <summary>Every pair of files, by the path of the English one.</summary>
    public static TheoryData<string> Sets() =>
        [.. Files().Where(f => !f.EndsWith(Chinese, StringComparison.Ordinal)).Select(f => Path.GetRelativePath(TestFiles.Root, f))];

    private static IEnumerable<string> Files() =>
        Directory
            .GetDirectories(TestFiles.Root, "Portal*")
            .SelectMany(project => Directory.EnumerateFiles(project, "*.resx", SearchOption.AllDirectories))
            .Where(file =>
                !file.Contains("/obj/", StringComparison.Ordinal)
                && !file.Contains("/bin/", StringComparison.Ordinal)
                && !file.Contains("/node_modules/", StringComparison.Ordinal)
            )
            .Order(StringComparer.Ordinal);

    private static string Counterpart(string file) =>
        file.EndsWith(Chinese, StringComparison.Ordinal)
            ? file.Replace(Chinese, ".resx", StringComparison.Ordinal)
            : file.Replace(".resx", Chinese, StringComparison.Ordinal);

    private static (Dictionary<string, string> English, Dictionary<string, string> Chinese) Read(string set)
    {
        var file = Path.Combine(TestFiles.Root, set);
        return (ReadFile(file), ReadFile(Counterpart(file)));
    }

    private static Dictionary<string, string> ReadFile(string file) =>
        XDocument
            .Load(file)
            .Root!.Elements("data")
            .ToDictionary(data => data.Attribute("name")!.Value, data => data.Element("value")!.Value, StringComparer.Ordinal);

    private static HashSet<string> Places(string text) => [.. Place().Matches(text).Select(m => m.Groups["number"].Value)];

    // Words without any Han character, or three words in a row beside Han characters.
    private static bool IsEnglish(string text)
    {
        var words = Word().Matches(Place().Replace(text, "")).Where(m => !s_alike.Contains(m.Value)).ToArray();
        return HanOrItsPunctuation().IsMatch(text) ? EnglishRun().IsMatch(text) : words.Length > 0;
    }

    [GeneratedRegex(@"\{(?<number>\d+)[^}]*\}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Place();

    [GeneratedRegex(@"[A-Za-z]{2,}", RegexOptions.None, 1_000)]
    private static partial Regex Word();

    [GeneratedRegex(@"[A-Za-z]{2,}( [a-z]{2,}){2,}", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex EnglishRun();

    [GeneratedRegex(@"[\u3000-\u303F\u3400-\u9FFF\uFF01-\uFF5E]", RegexOptions.None, 1_000)]
    private static partial Regex HanOrItsPunctuation();
}
