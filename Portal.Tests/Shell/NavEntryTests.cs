using Portal.Shell;

namespace Portal.Tests.Shell;

public sealed class NavEntryTests
{
    /// <summary>The beginning of a longer word is no address below an entry.</summary>
    [Theory]
    [InlineData("/figures", "figures")]
    [InlineData("/figures?month=2014-09", "figures")]
    [InlineData("/figures/forms/street", "forms")]
    [InlineData("/figures/formsheet", "figures")]
    public void Address_BelowSeveralEntries_HasTheNearest(string address, string name) =>
        Assert.Equal(name, Assert.Single(NavEntry.All, entry => entry.LeadsTo(address) && entry.IsNearestTo(address)).Name);
}
