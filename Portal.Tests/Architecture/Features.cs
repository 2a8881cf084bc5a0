using System.Reflection;

namespace Portal.Tests.Architecture;

/// <summary>The features, what each may know, and which type belongs to which.</summary>
internal static class Features
{
    private static readonly string[] s_records = ["Records"];
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
        ["Metrics"] = [.. s_ground, "Access", .. s_records, "Figures"],
        ["Reports"] = [.. s_ground, "Access", .. s_records, "Figures", "Metrics"],
        ["Intake"] = [.. s_ground, "Access", .. s_records, "Figures", "Metrics"],
        ["Demonstration"] = [.. s_ground, "Access", .. s_records, "Figures", "Metrics", "Intake"],
    };

    /// <summary>What is not a feature of the domain but serves them all; free to use by every one.</summary>
    public static readonly string[] Technical = ["Shared", "Data", "Mail", "Documents", "Moving", "Signals"];

    /// <summary>What serves all pages and the API.</summary>
    public static readonly string[] Serving = ["Navigation", "Api", "Circuits", "Health", "Components", "Controls", "Charts", "Exports"];

    /// <summary>What puts the features together.</summary>
    public static readonly string[] Composing = ["Shell", "Administration", "CommandLine", "Running", "Hosting", "Live"];

    public static readonly string[] Projects = ["Portal", "Portal.Domain", "Portal.Jobs", "Portal.Tests", "Portal.Benchmarks"];

    private static readonly string[] s_made = ["bin", "obj", "node_modules", "data", "TestResults", "Migrations", "boston-311", "lib"];

    /// <summary>Whether a path below the solution holds what a program made.</summary>
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

    /// <summary>The folder a type lies in; null for those at a project's root and for types of others.</summary>
    public static string? Of(Type type)
    {
        var parts = type.Namespace?.Split('.') ?? [];
        if (parts.Length < 2 || parts[0] != "Portal")
            return null;
        var feature = parts[1] is "Domain" or "Jobs" ? parts.ElementAtOrDefault(2) : parts[1];
        return feature;
    }

    /// <summary>The type's name as the sources have it: closures and state machines bear the name of what they were made from.</summary>
    public static string Name(Type type) => (type.DeclaringType is { } outer ? Name(outer) + "+" : "") + type.Name;
}
