using Microsoft.Extensions.Time.Testing;
using Portal.Access;
using Portal.Access.Limits;
using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Access.Limits;

public sealed class SessionInputTests
{
    private static readonly TimeSpan s_ten = TimeSpan.FromMinutes(10);

    private static readonly IdleTimes s_times = new(
        new AccessLimits(),
        new() { WallScreens = new HashSet<string>(["hall"]) },
        new DistrictTime(SampleData.Shanghai, new FakeTimeProvider(SampleData.Now))
    );

    [Fact]
    public void Inputs_OfASession_AreCountedFromTheLast()
    {
        var clock = new FakeTimeProvider();
        var inputs = new SessionInputs(clock);
        Assert.False(inputs.IsIdle("served elsewhere", s_ten));
        inputs.Note("known");
        clock.Advance(s_ten + TimeSpan.FromSeconds(1));
        Assert.True(inputs.IsIdle("known", s_ten));
        Assert.True(inputs.IsIdle("served elsewhere", s_ten));

        inputs.Note("known");
        Assert.False(inputs.IsIdle("known", s_ten));
    }

    [Fact]
    public void Input_OfAClockThatWasAhead_CountsFromWhenItIsBack()
    {
        var clock = new FakeTimeProvider(SampleData.Now.AddDays(40));
        var inputs = new SessionInputs(clock);
        inputs.Note("known");
        clock.AdjustTime(SampleData.Now);
        Assert.False(inputs.IsIdle("known", s_ten));

        clock.Advance(s_ten + TimeSpan.FromSeconds(1));
        Assert.True(inputs.IsIdle("known", s_ten));
    }

    [Theory]
    [InlineData(Role.Leader, 480)]
    [InlineData(Role.Clerk, 15)]
    [InlineData(Role.EfficiencyOffice, 15)]
    [InlineData(Role.Administrator, 15)]
    public void Time_OfARole_IsShortWhenItMayChangeSomething(Role role, int minutes) =>
        Assert.Equal(TimeSpan.FromMinutes(minutes), s_times.Of(Actors.SignedIn("x", role, SampleData.StreetId)));

    /// <summary>One grant to change something is enough.</summary>
    [Fact]
    public void Time_OfALeaderWhoIsAlsoAClerk_IsShort() =>
        Assert.Equal(
            TimeSpan.FromMinutes(15),
            s_times.Of(
                Actors.SignedIn(
                    "x",
                    new Grant(Role.Leader, SampleData.StreetId, new(2000, 1, 1)),
                    new Grant(Role.Clerk, SampleData.CommunityId, new(2000, 1, 1))
                )
            )
        );

    [Fact]
    public void Time_OfAWallScreen_HasNoEnd() => Assert.Null(s_times.Of(Actors.SignedIn("hall", Role.Leader, SampleData.StreetId)));
}
