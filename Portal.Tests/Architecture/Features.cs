using System.Reflection;

namespace Portal.Tests.Architecture;

/// <summary>The features, the features that each may use, and the feature of each type.</summary>
internal static class Features
{
    private static readonly string[] s_ground = ["Organisation", "Calendar", "Catalogue"];

    /// <summary>The order of dependencies: a feature may use itself and those named here.</summary>
    public static readonly IReadOnlyDictionary<string, string[]> MayUse = new Dictionary<string, string[]>(StringComparer.Ordinal)
    {
        ["Organisation"] = [],
        ["Calendar"] = [],
        ["Catalogue"] = ["Organisation", "Calendar"],
        ["Access"] = s_ground,
        ["Records"] = [.. s_ground, "Access"],
        ["Figures"] = [.. s_ground, "Access", "Records"],
        ["Outcomes"] = [],
        ["Metrics"] = [.. s_ground, "Access", "Records", "Figures", "Outcomes"],
        ["Reports"] = [.. s_ground, "Access", "Records", "Figures", "Outcomes", "Metrics"],
        ["Intake"] = [.. s_ground, "Access", "Records", "Figures", "Metrics"],
        ["Webhooks"] = [.. s_ground, "Access"],
        ["Marks"] = ["Access"],
        ["Supervision"] = [.. s_ground, "Access", "Records", "Webhooks", "Outcomes", "Marks"],
        ["Campaigns"] = [.. s_ground, "Access", "Outcomes"],
        ["Standards"] = [.. s_ground, "Access"],
        ["Evidence"] = [.. s_ground, "Access"],
        ["Rectifications"] = [.. s_ground, "Access", "Evidence", "Supervision", "Outcomes", "Marks"],
        ["Reviews"] = [.. s_ground, "Access", "Records", "Supervision", "Outcomes", "Marks"],
        ["Worklist"] = [.. s_ground, "Access", "Records", "Supervision", "Evidence", "Rectifications", "Campaigns", "Reviews", "Marks"],
        ["Demonstration"] =
        [
            .. s_ground,
            "Access",
            "Records",
            "Figures",
            "Metrics",
            "Intake",
            "Supervision",
            "Campaigns",
            "Standards",
            "Evidence",
            "Rectifications",
            "Reviews",
        ],
    };

    /// <summary>Shared code that is no feature of the domain; every feature may use it.</summary>
    public static readonly string[] Technical = ["Shared", "Data", "Mail", "Documents", "Moving", "Signals", "Backups", "Storage"];

    /// <summary>Code for all pages and the API.</summary>
    public static readonly string[] Serving = ["Navigation", "Api", "Circuits", "Health", "Components", "Controls", "Charts", "Exports"];

    /// <summary>Folders of Portal and Portal.Jobs that belong to no feature of the domain.</summary>
    public static readonly string[] WithoutFeature = ["Shell", "Administration", "CommandLine", "Running", "Hosting", "Live"];

    public static readonly string[] Projects = ["Portal", "Portal.Domain", "Portal.Jobs", "Portal.Tests", "Portal.Benchmarks"];

    private static readonly string[] s_made = ["bin", "obj", "node_modules", "data", "TestResults", "Migrations", "boston-311", "lib"];

    /// <summary>Whether a path below the solution is generated.</summary>
    public static bool IsMade(string path) => path.Split('/').Intersect(s_made, StringComparer.Ordinal).Any();

    public static readonly Assembly Domain = typeof(Portal.Domain.DomainServices).Assembly;
    public static readonly Assembly Jobs = typeof(Portal.Jobs.JobServices).Assembly;
    public static readonly Assembly Web = Assembly.Load("Portal");

    /// <summary>Everything written here and not by a compiler, migrations left out.</summary>
    public static IEnumerable<Type> Types(params Assembly[] assemblies) =>
        assemblies
            .SelectMany(a => a.GetTypes())
            .Where(t =>
                t.Namespace?.StartsWith("Portal", StringComparison.Ordinal) == true
                && !t.Namespace.Contains(".Migrations", StringComparison.Ordinal)
            );

    /// <summary>The folder of a type; null at a project's root and for foreign types.</summary>
    public static string? Of(Type type)
    {
        var parts = type.Namespace?.Split('.') ?? [];
        if (parts.Length < 2 || parts[0] != "Portal")
            return null;
        var feature = parts[1] is "Domain" or "Jobs" ? parts.ElementAtOrDefault(2) : parts[1];
        return feature;
    }

    /// <summary>The type's name in the sources: closures and state machines get the name of their class.</summary>
    public static string Name(Type type) => (type.DeclaringType is { } outer ? Name(outer) + "+" : "") + type.Name;
}
