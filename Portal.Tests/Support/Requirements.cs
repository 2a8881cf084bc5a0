namespace Portal.Tests.Support;

/// <summary>What a test needs from the machine: missing, it is skipped with the reason, or fails when everything is required.</summary>
internal static class Requirements
{
    /// <summary><c>PORTAL_REQUIRE_ALL=1</c>: nothing may be skipped.</summary>
    public static bool All => Environment.GetEnvironmentVariable("PORTAL_REQUIRE_ALL") == "1";

    /// <summary><c>PORTAL_FULL=1</c>: full counts instead of those of every day.</summary>
    public static bool Full => Environment.GetEnvironmentVariable("PORTAL_FULL") == "1";

    /// <summary>Ends the test: as skipped, or as failed when everything is required.</summary>
    public static void Missing(string reason)
    {
        Assert.False(All, $"Required by PORTAL_REQUIRE_ALL=1 but missing: {reason}");
        Assert.Skip(reason);
    }
}
