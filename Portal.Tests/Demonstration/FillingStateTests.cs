using Microsoft.Extensions.Time.Testing;
using Portal.Demonstration;
using Portal.Domain.Demonstration.World;

namespace Portal.Tests.Demonstration;

public sealed class FillingStateTests
{
    private readonly FakeTimeProvider _clock = new();

    [Fact]
    public void Report_FromStepToStep_NeverGoesBack()
    {
        var state = new FillingState(_clock);
        state.Begin();
        var shares = new List<double>();
        foreach (var stage in Enum.GetValues<DemonstrationStage>())
        {
            foreach (var done in new[] { 0, 50, 100 })
            {
                state.Report(new(stage, done, 100));
                shares.Add(state.Latest.Share);
            }
        }
        Assert.Equal(shares.Order(), shares);
        Assert.Equal(1, shares[^1]);
    }

    [Fact]
    public void SecondsLeft_HalfwayAfterFourSeconds_IsFour()
    {
        var state = new FillingState(_clock);
        state.Begin();
        _clock.Advance(TimeSpan.FromSeconds(4));
        Assert.Equal(4, state.SecondsLeft(state.Latest with { Share = 0.5 }));
        Assert.Null(state.SecondsLeft(state.Latest with { Share = 0.01 }));
    }

    [Fact]
    public void End_AfterAFailure_OpensThePagesAndSaysSo()
    {
        var state = new FillingState(_clock);
        state.Begin();
        Assert.True(state.Latest.IsFilling);
        state.End(failed: true);
        Assert.True(state.Latest is { IsFilling: false, Failed: true });
    }
}
