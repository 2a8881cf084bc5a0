using System.Text.RegularExpressions;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Architecture;

public sealed partial class LayoutTests
{
    private const int MedianLines = 60;
    private const int NinetiethLines = 250;

    private static readonly string[] s_notFeatures =
    [
        "Properties",
        "wwwroot",
        "bin",
        "obj",
        "node_modules",
        "data",
        "TestResults",
        "Support",
        "Architecture",
        "Browser",
        "Deployment",
        "Fuzzing",
        "Settings",
    ];

    [Fact]
    public void Folders_AreNamedAfterFeatures()
    {
        var known = Features
            .MayUse.Keys.Concat(Features.Technical)
            .Concat(Features.Serving)
            .Concat(Features.WithoutFeature)
            .Concat(s_notFeatures)
            .ToHashSet(StringComparer.Ordinal);
        var folders = Features.Projects.SelectMany(p =>
            Directory.GetDirectories(Path.Combine(TestFiles.Root, p)).Select(f => $"{p}/{Path.GetFileName(f)}")
        );
        Broken.None(folders.Where(f => !known.Contains(Path.GetFileName(f)) && !Path.GetFileName(f).StartsWith('.')));
    }

    [Fact]
    public void Types_AreNotNamedAfterFolders()
    {
        var names = Features
            .MayUse.Keys.Concat(Features.Technical)
            .Concat(Features.Serving)
            .Concat(Features.WithoutFeature)
            .ToHashSet(StringComparer.Ordinal);
        Broken.None(
            Features.Types(Features.Domain, Features.Jobs, Features.Web).Where(t => names.Contains(t.Name)).Select(t => t.FullName!)
        );
    }

    [Fact]
    public void Files_KeepToTheirBudget()
    {
        var lengths = Sources("*.cs", "*.razor", "*.css").Select(file => File.ReadLines(file).Count()).Order().ToArray();
        Assert.InRange(lengths[lengths.Length / 2], 1, MedianLines);
        Assert.InRange(lengths[lengths.Length * 9 / 10], 1, NinetiethLines);
    }

    [Fact]
    public void Clock_IsOnlyAskedThroughTimeProvider() =>
        Broken.None(Lines("*.cs", "*.razor").Where(line => MachineClock().IsMatch(line.Text)).Select(line => line.Where));

    [Fact]
    public void Sources_HoldNothingUnfinishedOrInvisible() =>
        Broken.None(
            Lines("*.cs", "*.razor", "*.css", "*.js", "*.resx").Where(line => Unfinished().IsMatch(line.Text)).Select(line => line.Where)
        );

    private static IEnumerable<(string Where, string Text)> Lines(params string[] patterns) =>
        from file in Sources(patterns)
        where Path.GetFileName(file) != $"{nameof(LayoutTests)}.cs"
        from line in File.ReadLines(file).Select((text, i) => (Where: $"{Path.GetRelativePath(TestFiles.Root, file)}:{i + 1}", Text: text))
        select line;

    private static IEnumerable<string> Sources(params string[] patterns) =>
        Features
            .Projects.SelectMany(p =>
                patterns.SelectMany(pattern =>
                    Directory.EnumerateFiles(Path.Combine(TestFiles.Root, p), pattern, SearchOption.AllDirectories)
                )
            )
            .Where(file => !Generated().IsMatch(file));

    [GeneratedRegex(@"[/\\](bin|obj|node_modules|lib|Migrations|data)[/\\]", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Generated();

    [GeneratedRegex(
        @"\bDateTime(Offset)?\.(Now|UtcNow|Today)\b|Environment\.TickCount|new Date\(\)(?!.*clock of the reader)",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex MachineClock();

    [GeneratedRegex(
        @"\b(TODO|FIXME|HACK|XXX)\b|NotImplementedException|[\u200B\u200C\u200D\u2060]|(?<!^)\uFEFF",
        RegexOptions.ExplicitCapture,
        1_000
    )]
    private static partial Regex Unfinished();
}
