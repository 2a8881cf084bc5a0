using Xunit.v3;

namespace Portal.Tests.Support;

/// <summary>Marks tests that need more than the processor; <c>./test.sh quick</c> leaves them out.</summary>
/// <remarks>
/// It cannot be forgotten: what opens a resource asks <see cref="Requirements.Need"/>, which fails a test without the mark.
/// </remarks>
[AttributeUsage(AttributeTargets.Class | AttributeTargets.Method, AllowMultiple = true)]
public sealed class NeedsAttribute(Resource resource) : Attribute, ITraitAttribute
{
    public const string Trait = "Needs";

    public Resource Resource => resource;

    public IReadOnlyCollection<KeyValuePair<string, string>> GetTraits() => [new(Trait, resource.ToString())];
}

/// <summary>What makes a test slower than its own work.</summary>
public enum Resource
{
    /// <summary>A SQLite file or a PostgreSQL server.</summary>
    Database,

    /// <summary>Chromium, with a portal.</summary>
    Browser,

    /// <summary>Programs besides the test runner, such as a proxy or the portal's command line.</summary>
    Process,

    /// <summary>More than two seconds of the processor.</summary>
    Time,
}
