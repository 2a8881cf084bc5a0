using Portal.Domain.Demonstration.Cases;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Demonstration;

public sealed class ReplayScriptTests
{
    private const int Moments = 400;

    [Fact]
    public void Next_TwoRunsOfOneClock_TellTheSame() =>
        Assert.Equal(
            Play().Select(r => (r.CaseNo, r.UnitCode, r.ItemCode, r.ClosedAt)),
            Play().Select(r => (r.CaseNo, r.UnitCode, r.ItemCode, r.ClosedAt))
        );

    [Fact]
    public void Next_EveryRecord_IsAcceptedBeforeItIsClosedAndClosedOnce()
    {
        foreach (var told in Play().GroupBy(r => r.CaseNo))
        {
            Assert.InRange(told.Count(), 1, 2);
            Assert.Null(told.First().ClosedAt);
            Assert.All(told.Skip(1), r => Assert.True(r.ClosedAt > r.AcceptedAt));
        }
    }

    [Fact]
    public void Next_ManyMoments_BringCasesAndAppealsOfAllKindsOfUnits()
    {
        var told = Play();
        Assert.Contains(told, r => r is { AppealSource: not null, Satisfaction: not null });
        Assert.Contains(told, r => r.UnitCode == TaijiangCodes.Centre);
        Assert.Contains(told, r => r.UnitCode.Length == "350103002".Length);
        Assert.Contains(told, r => r.UnitCode.Length == "350103002021".Length);
        Assert.InRange(told.Count(r => r.ClosedAt is null), Moments, 2 * Moments);
        Assert.InRange(told.Count(r => r.Outcome == CaseOutcome.Completed), Moments, 2 * Moments);
    }

    [Fact]
    public void Next_AnotherRun_HasOtherNumbers() =>
        Assert.Empty(
            Play().Select(r => r.CaseNo).Intersect(Play(SampleData.Now.AddSeconds(1)).Select(r => r.CaseNo), StringComparer.Ordinal)
        );

    private static List<RecordInput> Play(DateTimeOffset? begins = null)
    {
        var now = begins ?? SampleData.Now;
        var script = new ReplayScript(now);
        return [.. Enumerable.Range(0, Moments).SelectMany(i => script.Next(now.AddSeconds(0.5 * i))).SelectMany(p => p.Records)];
    }
}
