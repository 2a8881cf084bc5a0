using Portal.Live.Snapshots;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Live;

public sealed class LiveOptionsTests
{
    [Theory]
    [InlineData(0, 250)]
    [InlineData(1, 250)]
    [InlineData(250, 250)]
    [InlineData(600, 600)]
    [InlineData(1_000, 1_000)]
    [InlineData(50_000, 1_000)]
    public void PushEvery_SoManyPages_SharesThePushesOfASecond(int pages, int milliseconds) =>
        Assert.Equal(
            TimeSpan.FromMilliseconds(milliseconds),
            new LiveOptions { PushesPerSecond = 1_000, PushAtLeastEveryMilliseconds = 1_000 }.PushEveryFor(pages)
        );

    [Fact]
    public void PushEvery_LongerThanTheLongest_Stands() =>
        Assert.Equal(TimeSpan.FromSeconds(5), new LiveOptions { PushEveryMilliseconds = 5_000 }.PushEveryFor(100_000));
}
