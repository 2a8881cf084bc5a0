namespace Portal.Tests.Browser;

/// <summary>The promise that a change is seen within a second.</summary>
internal static class Promptness
{
    private const int Chances = 3;
    private static readonly TimeSpan s_promised = TimeSpan.FromSeconds(1);

    /// <summary>
    /// Measures once, and again while the time is too long: a machine that is busy with other work gets two more chances, a slow portal
    /// fails
    /// all.
    /// </summary>
    public static async Task WithinASecondAsync(Func<Task<TimeSpan>> take)
    {
        var taken = new List<TimeSpan>();
        do taken.Add(await take());
        while (taken[^1] > s_promised && taken.Count < Chances);

        var all = string.Join(", ", taken.Select(t => $"{t.TotalMilliseconds:0} ms"));
        TestContext.Current.TestOutputHelper?.WriteLine($"It took {all}.");
        Assert.True(taken[^1] <= s_promised, $"It took {all}.");
    }
}
