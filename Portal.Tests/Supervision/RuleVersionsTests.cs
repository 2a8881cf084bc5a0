using Portal.Domain.Access;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Support;

namespace Portal.Tests.Supervision;

/// <summary>A rule's versions follow one another, and none is changed after it has spoken.</summary>
public sealed class RuleVersionsTests
{
    private static readonly DateTimeOffset s_now = SampleData.Now;
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    [Fact]
    public void Change_OfTheThreshold_EndsTheVersionAndBeginsAnother()
    {
        var rule = Rule(ShippedRules.Notice);

        Assert.Null(rule.Change(2, seenNumber: 1, s_office, s_now).Refusal);

        Assert.Equal([(1, 1, s_now), (2, 2, (DateTimeOffset?)null)], rule.All.Select(v => (v.Number, v.Amount, v.ValidUntil)));
        Assert.Equal(("office", s_now, CardLevel.Notice), (rule.Latest.WrittenBy, rule.Latest.ValidFrom, rule.Latest.Level));
        Assert.Equal([2], rule.All.Where(v => v.SpeaksOf(s_now)).Select(v => v.Number)); // never two at one instant
        Assert.Equal([1], rule.All.Where(v => v.SpeaksOf(s_now.AddTicks(-10))).Select(v => v.Number));
    }

    [Fact]
    public void Change_OfARuleThatHasEnded_PutsItInForceAgain()
    {
        var rule = Rule(ShippedRules.Promise);
        Assert.Null(rule.End(seenNumber: 1, s_now));
        Assert.False(rule.IsInForce(s_now));

        Assert.Null(rule.Change(0, seenNumber: 1, s_office, s_now.AddDays(3)).Refusal);

        Assert.Equal([s_now, (DateTimeOffset?)null], rule.All.Select(v => v.ValidUntil));
        Assert.True(rule.IsInForce(s_now.AddDays(3)));
        Assert.DoesNotContain(rule.All, v => v.SpeaksOf(s_now.AddDays(1)));
    }

    [Theory]
    [InlineData(ShippedRules.Notice, 0, 1, "rule.amount")]
    [InlineData(ShippedRules.Notice, 31, 1, "rule.amount")]
    [InlineData(ShippedRules.Notice, int.MaxValue, 1, "rule.amount")]
    [InlineData(ShippedRules.Promise, 1, 1, "rule.amount")]
    [InlineData(ShippedRules.Notice, 1, 1, "rule.unchanged")]
    [InlineData(ShippedRules.Notice, 2, 0, "rule.changed")]
    public void Change_ThatIsWrong_IsRefusedAndChangesNothing(string code, int amount, int seen, string refusal)
    {
        var rule = Rule(code);

        Assert.Equal(refusal, rule.Change(amount, seen, s_office, s_now).Refusal?.Code);
        Assert.Null(Assert.Single(rule.All).ValidUntil);
    }

    [Fact]
    public void End_Twice_IsRefused()
    {
        var rule = Rule(ShippedRules.Notice);
        Assert.Same(RuleRefusal.RuleHasChanged, rule.End(seenNumber: 2, s_now));
        Assert.Null(rule.End(seenNumber: 1, s_now));
        Assert.Same(RuleRefusal.RuleHasEnded, rule.End(seenNumber: 1, s_now.AddDays(1)));
        Assert.Equal(s_now, rule.Latest.ValidUntil);
    }

    private static RuleVersions Rule(string code) => new(ShippedRules.From(s_now.AddYears(-1), "system").Where(rule => rule.Code == code));
}
