namespace Portal.Tests.Architecture;

/// <summary>The findings of a rule.</summary>
internal static class Broken
{
    /// <summary>Fails with every finding, not only the first few.</summary>
    public static void None(IEnumerable<string> findings)
    {
        var all = findings.Distinct().ToArray();
        Assert.True(all.Length == 0, $"{all.Length} found:\n{string.Join('\n', all)}");
    }
}
