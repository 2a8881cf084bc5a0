using System.Reflection;
using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Tests.Architecture;

namespace Portal.Tests.Access;

/// <summary>Pages and API get their scope from the actor. Each use of the scope of everything is listed here with its reason.</summary>
public sealed class EverythingScopeTests
{
    private static readonly MethodInfo s_everything = Getter(typeof(UnitScope), nameof(UnitScope.Everything));
    private static readonly MethodInfo s_system = Getter(typeof(Actor), nameof(Actor.System));

    private static readonly Dictionary<string, string> s_webScopes = new(StringComparer.Ordinal)
    {
        ["LiveReader"] = "one snapshot of a unit for all its viewers; LiveSnapshotCache asks each of them for the right",
        ["SnapshotQueries"] = "the queries of that snapshot",
        ["ReplayService"] = "plays the demonstration's own script",
        ["ImportCommand"] = "the command line acts for the whole portal",
    };

    private static readonly Dictionary<string, string> s_webActors = new(StringComparer.Ordinal)
    {
        ["AccessCommands"] = "the command line acts for the whole portal",
        ["ImportCommand"] = "the command line acts for the whole portal",
        ["ProfileCommands"] = "the command line acts for the whole portal",
        ["ReportCommand"] = "the command line acts for the whole portal",
        ["DoubtfulHealth"] = "one number of the whole portal for its health, without a record or a unit",
        ["FirstAdministrator"] = "the first administrator is created by nobody but the portal itself, against a sealed token",
    };

    private static readonly Dictionary<string, string> s_domainScopes = new(StringComparer.Ordinal)
    {
        ["UnitScope"] = "the type itself",
        ["Actor"] = "the system's own rights",
        ["Grant"] = "an administrator's grant without a unit",
        ["FigureReminders"] = "the job that reminds everybody",
        ["ListUnits"] = "units below one for which RecordSearch has asked the reader's own scope",
        ["ReportDataReader"] = "figures of a report, which users open through the archive, which asks them",
        ["ReportingFigures"] = "completeness of a unit that MetricsReader has checked",
        ["StreamFigures"] = "a report of a unit that the archive has checked, with units that hung below it then",
        ["TableFigures"] = "a table of a unit that TableReader has checked, with units that hung below it then",
        ["TaijiangDemonstration"] = "fills an empty database",
        ["ProvinceDemonstration"] = "fills an empty database",
    };

    [Fact]
    public void PagesAndApi_TakeEverything_OnlyWhereNamed() => AssertUsers(Features.Web, s_everything, s_webScopes);

    /// <summary>The other way to get the scope of everything.</summary>
    [Fact]
    public void PagesAndApi_ActAsTheSystem_OnlyWhereNamed() => AssertUsers(Features.Web, s_system, s_webActors);

    /// <summary>The text of a scope can mean everything, so no input of users or keys may be parsed as one.</summary>
    [Fact]
    public void PagesAndApi_NeverReadAScopeFromText() =>
        AssertUsers(Features.Web, typeof(UnitScope).GetMethod(nameof(UnitScope.Parse))!, new Dictionary<string, string>());

    [Fact]
    public void Domain_TakesEverything_OnlyWhereNamed() => AssertUsers(Features.Domain, s_everything, s_domainScopes);

    private static void AssertUsers(Assembly assembly, MethodInfo used, IReadOnlyDictionary<string, string> named)
    {
        var users = Features
            .Types(assembly)
            .Where(type => IlReader.Methods(type).SelectMany(IlReader.Read).Any(i => Equals(i.Operand, used)))
            .Select(Outermost)
            .Distinct()
            .Order(StringComparer.Ordinal);

        Assert.Equal(named.Keys.Order(StringComparer.Ordinal), users);
    }

    // Closures and state machines belong to the class that the source names.
    private static string Outermost(Type type) => type.DeclaringType is { } outer ? Outermost(outer) : type.Name;

    private static MethodInfo Getter(Type type, string property) => type.GetProperty(property)!.GetMethod!;
}
