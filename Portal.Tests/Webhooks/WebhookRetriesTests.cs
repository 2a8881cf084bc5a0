using Portal.Domain.Webhooks.Outbox;

namespace Portal.Tests.Webhooks;

public sealed class WebhookRetriesTests
{
    [Fact]
    public void Attempts_AreTen_InThreeDays()
    {
        var pauses = Enumerable.Range(1, WebhookRetries.MostAttempts - 1).Select(i => WebhookRetries.PauseAfter(i, 0.5, null)).ToList();

        Assert.Equal(10, WebhookRetries.MostAttempts);
        Assert.Equal(TimeSpan.FromSeconds(5), pauses[0]);
        Assert.Equal(pauses.Order(), pauses);
        Assert.InRange(pauses.Aggregate((sum, pause) => sum + pause), TimeSpan.FromDays(3), TimeSpan.FromDays(3.5));
    }

    [Theory]
    [InlineData(0, 270)]
    [InlineData(0.5, 300)]
    [InlineData(1, 330)]
    public void Pause_IsSpreadByATenth(double chance, double seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WebhookRetries.PauseAfter(2, chance, null));

    [Theory]
    [InlineData(60, 300)] // less than the pause
    [InlineData(3_600, 3_600)]
    [InlineData(1_000_000_000, 86_400)]
    public void RetryAfter_IsHonouredWithinADay(long asked, long seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WebhookRetries.PauseAfter(2, 0.5, TimeSpan.FromSeconds(asked)));

    [Theory]
    [InlineData(1, 5)]
    [InlineData(2, 10)]
    [InlineData(6, 160)]
    [InlineData(7, 300)]
    [InlineData(int.MaxValue, 300)]
    public void Rest_OfAReceiver_DoublesUpToFiveMinutes(int failures, int seconds) =>
        Assert.Equal(TimeSpan.FromSeconds(seconds), WebhookRetries.RestAfter(failures, null));
}
