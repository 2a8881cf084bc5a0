using System.Reflection;
using System.Text.RegularExpressions;
using Portal.Tests.Support;

namespace Portal.Tests.Architecture.Pictures;

/// <summary>
/// <c>docs/architecture.md</c> matches the code, and its pictures are generated from the code by <c>eng/architecture.sh</c>.
/// </summary>
public sealed partial class ArchitecturePageTests
{
    private const string FirstWay = "The way of a case";
    private const int MostWords = 1_200;

    private static readonly string s_docs = Path.Combine(TestFiles.Root, "docs");
    private static readonly string s_page = Path.Combine(s_docs, "architecture.md");
    private static readonly bool s_draws = Environment.GetEnvironmentVariable("PORTAL_DRAW") == "1";
    private static readonly CodeMap s_code = new();
    private static readonly string[] s_others = ["TimeProvider", "Subject_Situation_Outcome"]; // the platform's, and a pattern
    private static readonly Lazy<HashSet<string>> s_names = new(MemberNames);
    private static readonly Lazy<HashSet<string>> s_tests = new(TestNames);

    [Fact]
    public void Rooms_AreDrawnAsTheyAre()
    {
        var projects = new[] { "Portal", "Portal.Jobs", "Portal.Domain" }.ToDictionary(p => p, Uses, StringComparer.Ordinal);
        Check("architecture-rooms.svg", RoomPicture.Draw(projects));
    }

    [Theory]
    [InlineData(FirstWay, "architecture-case.svg")]
    [InlineData("The way of a figure", "architecture-figure.svg")]
    public void Ways_LeadFromTypeToType_AndAreDrawnAsTheyAre(string section, string picture)
    {
        var broken = new List<string>();
        var types = Types(section, broken);
        IReadOnlyList<Type> before = section == FirstWay ? [] : Types(FirstWay, []);

        var steps = WayPicture.Connect(s_code, types, before, broken);

        broken.AddRange(types.Where(t => s_code.Summary(t).Length == 0).Select(t => $"{t.Name} has no summary."));
        Broken.None(broken);
        Assert.InRange(types.Count, 8, 20);
        Check(picture, WayPicture.Draw(s_code, steps));
    }

    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/where-to-add-what.md")]
    [InlineData("docs/workflows.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Page_NamesNoTypeThatIsGone(string page) =>
        Broken.None(Names(Path.Combine(TestFiles.Root, page)).Where(name => !Exists(name)).Select(name => $"{name} does not exist."));

    [Theory]
    [InlineData("docs/architecture.md")]
    [InlineData("docs/where-to-add-what.md")]
    [InlineData("docs/workflows.md")]
    [InlineData("CONTRIBUTING.md")]
    public void Page_NamesNoFolderThatIsGone(string page) =>
        Broken.None(
            Folder()
                .Matches(File.ReadAllText(Path.Combine(TestFiles.Root, page)))
                .Select(m => m.Groups["path"].Value)
                .Where(path => !Path.Exists(Path.Combine(TestFiles.Root, path)))
                .Select(path => $"{path} does not exist.")
        );

    [Fact]
    public void Page_NamesEachTypeOnce() =>
        Broken.None(
            Names(s_page)
                .Where(n => !n.Contains('.'))
                .GroupBy(n => n, StringComparer.Ordinal)
                .Where(g => g.Count() > 1)
                .Select(g => $"{g.Key} is named {g.Count()} times.")
        );

    [Fact]
    public void Page_IsReadInTenMinutes() => Assert.InRange(Word().Count(File.ReadAllText(s_page)), 1, MostWords);

    private static IEnumerable<string> Names(string page) => Code().Matches(File.ReadAllText(page)).Select(m => m.Groups["name"].Value);

    // A type or member of the product or of the tests, or a folder; a name alone is looked for among all types and members.
    private static bool Exists(string name) =>
        s_tests.Value.Contains(name)
        || s_others.Contains(name)
        || Path.Exists(Path.Combine(TestFiles.Root, name))
        || (name.Split('.') is [var type, var member] ? s_code.HasMember(type, member) : s_names.Value.Contains(name));

    private static HashSet<string> TestNames() =>
        [
            .. typeof(ArchitecturePageTests)
                .Assembly.GetTypes()
                .SelectMany(type => type.GetMembers(IlReader.Everything).Select(m => $"{type.Name}.{m.Name}").Append(type.Name)),
        ];

    private static HashSet<string> MemberNames() =>
        [
            .. Features
                .Types(Features.Domain, Features.Jobs, Features.Web)
                .SelectMany(type => type.GetMembers(IlReader.Everything).Select(m => m.Name).Append(type.Name.Split('`')[0])),
        ];

    private static IReadOnlyDictionary<string, IReadOnlySet<string>> Uses(string project)
    {
        var assembly = Assembly.Load(project);
        var uses = Features
            .Types(assembly)
            .Select(Features.Of)
            .OfType<string>()
            .Distinct(StringComparer.Ordinal)
            .ToDictionary(room => room, _ => new HashSet<string>(StringComparer.Ordinal), StringComparer.Ordinal);
        foreach (var type in Features.Types(assembly).Where(t => Features.Of(t) is not null && !RoomTests.IsExempt(t)))
        {
            foreach (var used in IlReader.Uses(type).Where(u => u.Assembly == assembly).Select(Features.Of).OfType<string>())
            {
                if (used != Features.Of(type))
                    uses[Features.Of(type)!].Add(used);
            }
        }
        return uses.ToDictionary(u => u.Key, IReadOnlySet<string> (u) => u.Value, StringComparer.Ordinal);
    }

    /// <summary>The types at the beginning of the entries of a section's numbered list.</summary>
    private static List<Type> Types(string section, ICollection<string> broken)
    {
        var types = new List<Type>();
        foreach (var name in Step().Matches(Section(section)).Select(m => m.Groups["type"].Value))
        {
            if (s_code.Find(name) is { } type)
                types.Add(type);
            else
                broken.Add($"There is no type {name}, or there are several.");
        }
        return types;
    }

    private static string Section(string title)
    {
        var parts = File.ReadAllText(s_page).Split("\n## ");
        return Assert.Single(parts, part => part.StartsWith(title, StringComparison.Ordinal));
    }

    private static void Check(string name, string picture)
    {
        var path = Path.Combine(TestFiles.Root, "docs", "images", name);
        if (s_draws)
            File.WriteAllText(path, picture);
        Assert.True(
            File.Exists(path) && File.ReadAllText(path) == picture,
            $"docs/images/{name} is not what the code says: run eng/architecture.sh."
        );
    }

    [GeneratedRegex(@"^\d+\. `(?<type>\w+)`", RegexOptions.Multiline | RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Step();

    [GeneratedRegex(@"`(?<name>[A-Z][a-z]\w*(\.[A-Z]\w+)?)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Code();

    [GeneratedRegex(@"`(?<path>(Portal(\.\w+)?|docs|eng|deploy)/[\w./-]+)`", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Folder();

    [GeneratedRegex(@"[\w-]+", RegexOptions.ExplicitCapture, matchTimeoutMilliseconds: 5_000)]
    private static partial Regex Word();
}
