using Portal.Domain.Access;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Rectifications;

/// <summary>Every move in every state, on the order itself.</summary>
public sealed class RectificationRulesTests
{
    private static readonly DateTimeOffset s_now = SampleData.Now;
    private static readonly DateOnly s_today = new(2014, 10, 31);
    private static readonly DateOnly s_deadline = new(2014, 11, 14);
    private static readonly DateOnly s_later = new(2014, 11, 21);
    private static readonly Actor s_head = Actors.Of("head", Role.UnitHead, SampleData.StreetId);
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    [Theory]
    [InlineData(RectificationState.Ordered, null, "notSubmitted", "notSubmitted", null, null)]
    [InlineData(RectificationState.Submitted, "notOrdered", null, null, null, null)]
    [InlineData(RectificationState.Closed, "notOrdered", "notSubmitted", "notSubmitted", "ended", "ended")]
    [InlineData(RectificationState.Withdrawn, "notOrdered", "notSubmitted", "notSubmitted", "ended", "ended")]
    public void Moves_OfEachState_AreTakenOrRefused(
        RectificationState state,
        string? submit,
        string? sendBack,
        string? close,
        string? withdraw,
        string? comment
    )
    {
        Assert.Equal(submit, Try(state, order => order.Submit(order.Revision, "已补办", 1, s_head, s_now)));
        Assert.Equal(sendBack, Try(state, order => order.SendBack(order.Revision, "照片不清", s_later, s_office, s_now, s_today)));
        Assert.Equal(close, Try(state, order => order.Close(order.Revision, null, s_office, s_now)));
        Assert.Equal(withdraw, Try(state, order => order.Withdraw(order.Revision, "误下达", s_office, s_now)));
        Assert.Equal(comment, Try(state, order => order.Comment(order.Revision, "请注意时限", s_office, s_now)));
    }

    [Theory]
    [InlineData(RectificationState.Ordered, null)]
    [InlineData(RectificationState.Submitted, "notOrdered")]
    [InlineData(RectificationState.Closed, "notOrdered")]
    [InlineData(RectificationState.Withdrawn, "notOrdered")]
    public void HandOver_OfEachState_IsTakenOrRefused(RectificationState state, string? refused)
    {
        Assert.Equal(refused, Try(state, order => order.HandOver(order.Revision, 9, "属另一单位", s_today, s_head, s_now)));
        Assert.Equal("changed", Try(RectificationState.Ordered, o => o.HandOver(o.Revision - 1, 9, "移交", s_today, s_head, s_now)));
        var own = Order(RectificationState.Ordered);
        Assert.Same(RectificationRefusal.UnitIsTheSame, own.HandOver(own.Revision, own.UnitId, "移交", s_today, s_head, s_now));
        Assert.Same(RectificationRefusal.TextIsMissing, own.HandOver(own.Revision, 9, " ", s_today, s_head, s_now));
    }

    [Fact]
    public void HandOver_KeepsTheLastDay_UnlessItLeavesTooLittleTime()
    {
        var order = Order(RectificationState.Ordered);
        var (deadline, from) = (order.Deadline, order.UnitId);
        Assert.Null(order.HandOver(order.Revision, 9, "属另一单位", deadline.AddDays(-1), s_head, s_now));
        Assert.Equal((9, deadline), (order.UnitId, order.Deadline));
        Assert.Null(order.HandOver(order.Revision, 8, "再移交", deadline.AddDays(2), s_head, s_now));
        Assert.Equal((8, deadline.AddDays(2)), (order.UnitId, order.Deadline));
        Assert.Equal([(from, 9), (9, 8)], order.Steps[^2..].Select(s => (s.FromUnitId!.Value, s.ToUnitId!.Value)));
    }

    /// <summary>What a page offers and what the rules take cannot differ.</summary>
    [Theory]
    [InlineData(RectificationState.Ordered, true, false, true)]
    [InlineData(RectificationState.Submitted, false, true, true)]
    [InlineData(RectificationState.Closed, false, false, false)]
    [InlineData(RectificationState.Withdrawn, false, false, false)]
    public void Offers_OfEachState_AreThoseOfTheMoves(RectificationState state, bool unit, bool office, bool open)
    {
        var order = Order(state);
        Assert.Equal((unit, office, open), (order.AwaitsUnit, order.AwaitsOffice, order.IsOpen));
        Assert.Equal(unit, order.Submit(order.Revision, "已补办", 1, s_head, s_now) is null);
        order = Order(state);
        Assert.Equal(office, order.Close(order.Revision, null, s_office, s_now) is null);
        order = Order(state);
        Assert.Equal(open, order.Withdraw(order.Revision, "误下达", s_office, s_now) is null);
    }

    [Fact]
    public void Move_OnAnotherRevisionThanTheOneSeen_IsRefused()
    {
        foreach (var seen in (int[])[-1, 0, int.MaxValue])
        {
            Assert.Equal("changed", Try(RectificationState.Ordered, order => order.Submit(seen, "已补办", 1, s_head, s_now)));
            Assert.Equal("changed", Try(RectificationState.Submitted, o => o.SendBack(seen, "不清", s_later, s_office, s_now, s_today)));
            Assert.Equal("changed", Try(RectificationState.Submitted, order => order.Close(seen, null, s_office, s_now)));
            Assert.Equal("changed", Try(RectificationState.Ordered, order => order.Withdraw(seen, "误下达", s_office, s_now)));
            Assert.Equal("changed", Try(RectificationState.Ordered, order => order.Comment(seen, "好", s_head, s_now)));
        }
    }

    [Theory]
    [InlineData("", "text.required")]
    [InlineData(" \n", "text.required")]
    [InlineData("a\0b", "text.unprintable")]
    [InlineData("\u001b[31m", "text.unprintable")]
    [InlineData("half \ud83d", "text.unprintable")]
    public void Move_WithoutWordsThatCanBeKept_IsRefused(string text, string code)
    {
        Assert.Equal(code, Try(RectificationState.Ordered, order => order.Submit(order.Revision, text, 1, s_head, s_now), prefix: ""));
        Assert.Equal(
            code,
            Try(RectificationState.Submitted, o => o.SendBack(o.Revision, text, s_later, s_office, s_now, s_today), prefix: "")
        );
        Assert.Equal(code, Try(RectificationState.Ordered, order => order.Withdraw(order.Revision, text, s_office, s_now), prefix: ""));
        Assert.Equal(code, Try(RectificationState.Ordered, order => order.Comment(order.Revision, text, s_head, s_now), prefix: ""));
        Assert.Equal(code, Ordered(new(text, "依据", s_deadline)));
        Assert.Equal(code, Ordered(new("问题", text, s_deadline)));
    }

    [Fact]
    public void Text_ThatIsTooLong_IsRefused_NotCut()
    {
        Assert.Null(Ordered(new(Words(RectificationColumns.ProblemLength), Words(RectificationColumns.BasisLength), s_deadline)));
        Assert.Equal("text.tooLong", Ordered(new(Words(RectificationColumns.ProblemLength + 1), "依据", s_deadline)));
        Assert.Equal("text.tooLong", Ordered(new("问题", Words(RectificationColumns.BasisLength + 1), s_deadline)));
        var most = Words(RectificationColumns.TextLength);
        Assert.Null(Try(RectificationState.Ordered, order => order.Submit(order.Revision, most + " ", 1, s_head, s_now)));
        Assert.Equal("text.tooLong", Try(RectificationState.Submitted, o => o.Close(o.Revision, most + "多", s_office, s_now), prefix: ""));
    }

    [Theory]
    [InlineData(0, null)]
    [InlineData(-1, "deadline.past")]
    [InlineData(Rectification.MostDays, null)]
    [InlineData(Rectification.MostDays + 1, "deadline.tooFar")]
    public void Deadline_IsTodayOrLater_AndWithinAYear(int days, string? code)
    {
        Assert.Equal(code, Ordered(new("问题", "依据", s_today.AddDays(days))));
        Assert.Equal(
            code,
            Try(
                RectificationState.Submitted,
                order => order.SendBack(order.Revision, "不清", s_today.AddDays(days), s_office, s_now, s_today),
                prefix: ""
            )
        );
        Assert.Equal("deadline.past", Ordered(new("问题", "依据", DateOnly.MinValue)));
        Assert.Equal("deadline.tooFar", Ordered(new("问题", "依据", DateOnly.MaxValue)));
    }

    [Fact]
    public void Submission_WithoutEvidence_IsRefused() =>
        Assert.Equal(
            "evidence.required",
            Try(RectificationState.Ordered, order => order.Submit(order.Revision, "已补办", 0, s_head, s_now), prefix: "")
        );

    [Fact]
    public void Overdue_IsWhatTheUnitHasNotSubmittedByTheEndOfTheLastDay()
    {
        var order = Order(RectificationState.Ordered);
        Assert.False(order.IsOverdue(s_deadline));
        Assert.True(order.IsOverdue(s_deadline.AddDays(1)));
        // Late is better than never.
        Assert.Null(order.Submit(order.Revision, "已补办", 1, s_head, s_now.AddDays(20)));
        Assert.False(order.IsOverdue(s_deadline.AddDays(1)));
        Assert.All(
            (RectificationState[])[RectificationState.Closed, RectificationState.Withdrawn],
            state => Assert.False(Order(state).IsOverdue(DateOnly.MaxValue))
        );
    }

    [Fact]
    public void History_OfAllMoves_KeepsWhoWhenBeforeAfterAndWhy()
    {
        var order = Rectification.Order(new(" 窗口未公示 ", "政务公开条例", s_deadline), 7, s_office, s_now, s_today).Value;
        Assert.Null(order.Comment(order.Revision, "收到", s_head, s_now.AddHours(1)));
        Assert.Null(order.Submit(order.Revision, " 已公示 ", 2, s_head, s_now.AddHours(2)));
        Assert.Equal((1, s_now.AddHours(2)), (order.Round, order.SubmittedAt));
        Assert.Null(order.SendBack(order.Revision, "照片不清", s_later, s_office, s_now.AddHours(3), s_today));
        Assert.Equal((2, null, s_later), (order.Round, order.SubmittedAt, order.Deadline));
        Assert.Null(order.Submit(order.Revision, "已重拍", 1, s_head, s_now.AddHours(4)));
        Assert.Null(order.Close(order.Revision, " ", s_office, s_now.AddHours(5)));

        var (ordered, submitted) = (RectificationState.Ordered, RectificationState.Submitted);
        Assert.Equal(
            [
                (RectificationAction.Ordered, null, ordered, null, s_deadline, null, "office", 1, 0),
                (RectificationAction.Commented, ordered, ordered, s_deadline, s_deadline, "收到", "head", 1, 1),
                (RectificationAction.Submitted, ordered, submitted, s_deadline, s_deadline, "已公示", "head", 1, 2),
                (RectificationAction.SentBack, submitted, ordered, s_deadline, s_later, "照片不清", "office", 1, 3),
                (RectificationAction.Submitted, ordered, submitted, s_later, s_later, "已重拍", "head", 2, 4),
                (RectificationAction.Closed, submitted, RectificationState.Closed, s_later, s_later, (string?)null, "office", 2, 5),
            ],
            order.Steps.Select(s =>
                (s.Action, s.Before, s.After, s.DeadlineBefore, s.DeadlineAfter, s.Text, s.By, s.Round, (int)(s.At - s_now).TotalHours)
            )
        );
        Assert.Equal(6, order.Revision);
        Assert.Equal(("窗口未公示", 7, "office", s_now), (order.Problem, order.UnitId, order.OrderedBy, order.OrderedAt));
    }

    private static string? Ordered(RectificationDemand demand) =>
        Rectification.Order(demand, SampleData.StreetId, s_office, s_now, s_today).Refusal?.Code;

    /// <summary>
    /// The code of the refusal without its prefix; null when the move was made. A refused move leaves the order as it was.
    /// </summary>
    private static string? Try(RectificationState state, Func<Rectification, Refusal?> move, string prefix = "rectification.")
    {
        var order = Order(state);
        var before = (order.State, order.Revision, order.Deadline, order.Round, order.SubmittedAt, order.Steps.Count);
        if (move(order) is not { } refusal)
        {
            Assert.Equal(before.Revision + 1, order.Revision);
            Assert.Equal(s_now, order.Steps[^1].At);
            return null;
        }
        Assert.Equal(before, (order.State, order.Revision, order.Deadline, order.Round, order.SubmittedAt, order.Steps.Count));
        return refusal.Code[prefix.Length..];
    }

    private static Rectification Order(RectificationState state)
    {
        var order = Rectification.Order(new("窗口未公示", "政务公开条例", s_deadline), 7, s_office, s_now, s_today).Value;
        order.State = state;
        return order;
    }

    private static string Words(int length) => new('字', length);
}
