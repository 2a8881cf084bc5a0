namespace Portal.Tests.Support;

/// <summary>What a test needs from the machine: missing, it is skipped with the reason, or fails when everything is required.</summary>
internal static class Requirements
{
    /// <summary><c>PORTAL_REQUIRE_ALL=1</c>: nothing may be skipped.</summary>
    public static bool All => Environment.GetEnvironmentVariable("PORTAL_REQUIRE_ALL") == "1";

    /// <summary><c>PORTAL_FULL=1</c>: full counts instead of those of every day.</summary>
    public static bool Full => Environment.GetEnvironmentVariable("PORTAL_FULL") == "1";

    /// <summary>Called by whatever opens the resource: fails a test that is not marked with it, so that quick runs stay quick.</summary>
    public static void Need(Resource resource)
    {
        var current = TestContext.Current;
        // Fixtures come before their tests: those of a class know their class, those of a collection no more than that.
        var traits = current.Test?.Traits ?? current.TestCase?.Traits ?? current.TestClass?.Traits ?? current.TestCollection?.Traits;
        Assert.True(
            traits is null || traits.ContainsKey(NeedsAttribute.Trait),
            $"This test opens a {resource}: mark it, its class or its collection with [Needs(Resource.{resource})]."
        );
    }

    /// <summary>Ends the test: as skipped, or as failed when everything is required.</summary>
    public static void Missing(string reason)
    {
        Assert.False(All, $"Required by PORTAL_REQUIRE_ALL=1 but missing: {reason}");
        Assert.Skip(reason);
    }
}
