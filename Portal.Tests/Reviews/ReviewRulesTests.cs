using Portal.Domain.Access;
using Portal.Domain.Records;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Reviews;

/// <summary>Every move in every state, on the review itself.</summary>
public sealed class ReviewRulesTests
{
    private static readonly DateTimeOffset s_now = SampleData.Now;
    private static readonly DateOnly s_today = new(2014, 10, 31);
    private static readonly ReviewDue s_due = new(s_now.AddDays(3), s_now.AddDays(21));
    private static readonly DateTimeOffset s_later = s_now.AddDays(40);
    private static readonly Actor s_unit = SampleReviews.Clerk;
    private static readonly Actor s_office = SampleReviews.Office;

    private static readonly Dictionary<string, (Func<BadReview, int, string?, Refusal?> Make, string Refusal)> s_moves = new(
        StringComparer.Ordinal
    )
    {
        ["call"] = ((r, seen, text) => r.Call(seen, reached: true, text, s_unit, s_now), "notToCall"),
        ["verify"] = ((r, seen, text) => r.Verify(seen, text, s_unit, s_now), "notToVerify"),
        ["dispute"] = ((r, seen, text) => r.Dispute(seen, text, s_unit, s_now), "notToVerify"),
        ["mend"] = ((r, seen, text) => r.Mend(seen, text, s_unit, s_now), "notToMend"),
        ["ask"] = ((r, seen, text) => r.Ask(seen, 4, s_today, text, s_unit, s_now, s_today), "notToAsk"),
        ["uphold"] = ((r, seen, text) => r.Uphold(seen, text, s_later, s_office, s_now), "notDisputed"),
        ["strikeOut"] = ((r, seen, text) => r.StrikeOut(seen, text, s_office, s_now), "notDisputed"),
        ["sendBack"] = ((r, seen, text) => r.SendBack(seen, text, s_later, s_office, s_now), "notAsked"),
        ["close"] = ((r, seen, text) => r.Close(seen, isMended: true, text, s_office, s_now), "notAsked"),
    };

    [Theory]
    [InlineData(ReviewState.Opened, "call")]
    [InlineData(ReviewState.Called, "call verify dispute")]
    [InlineData(ReviewState.Mending, "call mend")]
    [InlineData(ReviewState.Mended, "call ask")]
    [InlineData(ReviewState.Asked, "sendBack close")]
    [InlineData(ReviewState.Disputed, "uphold strikeOut")]
    [InlineData(ReviewState.Closed, "")]
    [InlineData(ReviewState.StruckOut, "")]
    [InlineData(ReviewState.Withdrawn, "")]
    public void Moves_OfEachState_AreTakenOrRefused(ReviewState state, string taken)
    {
        var allowed = taken.Split(' ');
        foreach (var (name, move) in s_moves)
        {
            var expected = allowed.Contains(name) ? null : "review." + move.Refusal;
            Assert.True(expected == Try(state, review => move.Make(review, review.Revision, "情况说明")), $"{state} {name}");
        }
        Assert.Equal(allowed.Contains("call"), In(state).AwaitsUnit);
        Assert.Equal(taken is "sendBack close" or "uphold strikeOut", In(state).AwaitsOffice);
        Assert.Equal(state == ReviewState.Withdrawn ? "review.withdrawn" : null, Try(state, review => review.Withdraw(s_now)));
    }

    [Theory]
    [InlineData(ReviewState.Opened, "call")]
    [InlineData(ReviewState.Called, "call verify dispute")]
    [InlineData(ReviewState.Mending, "mend")]
    [InlineData(ReviewState.Mended, "ask")]
    [InlineData(ReviewState.Disputed, "uphold strikeOut")]
    [InlineData(ReviewState.Asked, "sendBack close")]
    public void Move_OfAnOldRevisionOrWithWrongWords_IsRefused(ReviewState state, string moves)
    {
        foreach (var name in moves.Split(' '))
        {
            var move = s_moves[name].Make;
            Assert.Equal("review.changed", Try(state, r => move(r, r.Revision - 1, "情况说明")));
            Assert.Equal("review.changed", Try(state, r => move(r, int.MaxValue, "情况说明")));
            foreach (var unprintable in (string[])["a\0b", "\u001b[31m", "half \ud83d", "a\u202eb"])
                Assert.Equal("text.unprintable", Try(state, r => move(r, r.Revision, unprintable)));
            Assert.Equal("text.tooLong", Try(state, r => move(r, r.Revision, new('字', ReviewColumns.TextLength + 1))));
            Assert.Null(Try(state, r => move(r, r.Revision, new string('字', ReviewColumns.TextLength) + " ")));
            Assert.Equal("text.personalNumber", Try(state, r => move(r, r.Revision, "电话 13812345678")));
            // Remarks may be blank, reasons may not.
            Assert.Equal(name is "ask" or "close" ? null : "text.required", Try(state, r => move(r, r.Revision, " \n")));
            Assert.Equal(name is "ask" or "close" ? null : "text.required", Try(state, r => move(r, r.Revision, null)));
        }
    }

    [Theory]
    [InlineData("138 1234 5678", true)]
    [InlineData("１３８-１２３４-５６７８", true)] // full width
    [InlineData("350103198001011234", true)]
    [InlineData("35010319800101123X。", true)]
    [InlineData("办件号 20141031000138123456789", false)]
    [InlineData("2014-10-31 接待 12 人", false)]
    [InlineData("12345678901", false)]
    [InlineData("热线 12345", false)]
    public void Numbers_OfCitizens_AreFound(string text, bool isPersonal) =>
        Assert.Equal(
            isPersonal ? "text.personalNumber" : null,
            Try(ReviewState.Opened, review => review.Call(review.Revision, reached: true, text, s_unit, s_now))
        );

    [Theory]
    [InlineData(null, 0, null)]
    [InlineData(1, 0, null)]
    [InlineData(5, 0, null)]
    [InlineData(0, 0, "rating.outOfBounds")]
    [InlineData(6, 0, "rating.outOfBounds")]
    [InlineData(-1, 0, "rating.outOfBounds")]
    [InlineData(260, 0, "rating.outOfBounds")] // 4 in one byte
    [InlineData(3, 1, "day.outOfBounds")]
    [InlineData(3, -1, "day.outOfBounds")]
    [InlineData(3, 2_900_000, "day.outOfBounds")] // in the year 9954
    public void SecondRating_IsAGradeOfADayUpToToday(int? rating, int days, string? code) =>
        Assert.Equal(
            code,
            Try(ReviewState.Mended, r => r.Ask(r.Revision, rating, s_today.AddDays(days), said: null, s_unit, s_now, s_today))
        );

    [Theory]
    [InlineData(1, false)]
    [InlineData(2, false)]
    [InlineData(3, true)]
    [InlineData(5, true)]
    public void Closing_FollowsTheSecondRating(int rating, bool isMended)
    {
        Assert.Equal("rating.decides", Try(ReviewState.Asked, r => Rated(r, rating).Close(r.Revision, !isMended, "说明", s_office, s_now)));
        var review = Rated(In(ReviewState.Asked), rating);
        Assert.Null(review.Close(review.Revision, isMended, "说明", s_office, s_now));
        Assert.Equal((ReviewState.Closed, isMended), (review.State, review.IsMended));
    }

    [Theory]
    [InlineData(true, null, null)]
    [InlineData(false, null, "text.required")]
    [InlineData(false, "多次联系未果", null)]
    public void Closing_WithoutASecondRating_IsTheDecisionOfTheOffice(bool isMended, string? remark, string? code)
    {
        var review = In(ReviewState.Asked);
        Assert.Equal(code, review.Close(review.Revision, isMended, remark, s_office, s_now)?.Code);
        Assert.Equal(code is null && isMended, review.IsMended);
    }

    [Fact]
    public void Call_ThatReachesNobody_NeedsNoWords_AndMayBeFollowedByAnother()
    {
        var review = In(ReviewState.Opened);
        Assert.Null(review.Call(1, reached: false, said: null, s_unit, s_now.AddHours(1)));
        Assert.Equal((ReviewState.Called, s_now.AddHours(1), false), (review.State, review.CalledAt, review.Reached));
        Assert.Null(review.Verify(2, "属实", s_unit, s_now.AddHours(2)));
        Assert.Null(review.Call(3, reached: true, "等候太久", s_unit, s_now.AddHours(3)));
        // The first call is the one that was in time or late.
        Assert.Equal((ReviewState.Mending, s_now.AddHours(1), true), (review.State, review.CalledAt, review.Reached));
        Assert.Null(review.Call(4, reached: false, said: null, s_unit, s_now.AddHours(4)));
        Assert.True(review.Reached);
    }

    [Fact]
    public void DueTime_IsThatOfTheCallAndThenThatOfMending_AndNewAfterADecision()
    {
        var review = In(ReviewState.Opened);
        Assert.Equal(s_due.CallAt, review.DueAt);
        Assert.False(review.IsLate(s_due.CallAt));
        Assert.True(review.IsLate(s_due.CallAt + DistrictTime.Tick));
        Assert.Null(review.Call(1, reached: true, "等候太久", s_unit, s_now));
        Assert.Equal(s_due.MendAt, review.DueAt);
        Assert.Null(review.Dispute(2, "不属实", s_unit, s_now));
        Assert.Null(review.DueAt);
        Assert.False(review.IsLate(DateTimeOffset.MaxValue));
        Assert.Null(review.Uphold(3, "属实", s_later, s_office, s_now));
        Assert.Equal(s_later, review.DueAt);
        Assert.Null(review.Mend(4, "已培训", s_unit, s_now));
        Assert.Null(review.Ask(5, 2, s_today, said: null, s_unit, s_now, s_today));
        Assert.Null(review.SendBack(6, "再整改", s_later.AddDays(1), s_office, s_now));
        Assert.Equal((s_later.AddDays(1), null), (review.DueAt, review.SecondRating));
    }

    [Fact]
    public void History_OfAllMoves_KeepsWhoWhenBeforeAfterAndWhy()
    {
        var review = In(ReviewState.Opened);
        Assert.Null(review.Call(1, reached: true, " 等候太久 ", s_unit, s_now.AddHours(1)));
        Assert.Null(review.Verify(2, "属实", s_unit, s_now.AddHours(2)));
        Assert.Null(review.Mend(3, "已培训", s_unit, s_now.AddHours(3)));
        Assert.Null(review.Ask(4, 5, s_today, " ", s_unit, s_now.AddHours(4), s_today));
        Assert.Null(review.Close(5, isMended: true, remark: null, s_office, s_now.AddHours(5)));
        Assert.Null(review.Withdraw(s_now.AddHours(6)));

        Assert.Equal(
            [
                (ReviewAction.Opened, null, ReviewState.Opened, null, Actor.System.Name, 0),
                (ReviewAction.Called, ReviewState.Opened, ReviewState.Called, "等候太久", "clerk", 1),
                (ReviewAction.Verified, ReviewState.Called, ReviewState.Mending, "属实", "clerk", 2),
                (ReviewAction.Mended, ReviewState.Mending, ReviewState.Mended, "已培训", "clerk", 3),
                (ReviewAction.Asked, ReviewState.Mended, ReviewState.Asked, null, "clerk", 4),
                (ReviewAction.Closed, ReviewState.Asked, ReviewState.Closed, null, "office", 5),
                (ReviewAction.Withdrawn, ReviewState.Closed, ReviewState.Withdrawn, (string?)"rating.corrected", Actor.System.Name, 6),
            ],
            review.Steps.Select(s => (s.Action, s.Before, s.After, s.Text, s.By, (int)(s.At - s_now).TotalHours))
        );
        Assert.Equal((7, false), (review.Revision, review.Counts));
        Assert.Equal((true, (byte?)5, (DateOnly?)s_today), (review.Steps[1].Reached, review.Steps[4].Rating, review.Steps[4].On));
        Assert.True(review.Steps[5].IsMended);
    }

    [Theory]
    [InlineData(null)]
    [InlineData((byte)3)]
    [InlineData((byte)5)]
    public void Record_ThatIsNotRatedBadly_OpensNoReview(byte? rating) =>
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            BadReview.Open(new ServiceCase { Satisfaction = rating }, "test", 1, s_now, s_today, s_due, s_now)
        );

    /// <summary>The code of the refusal; null when the move was made. A refused move leaves the review as it was.</summary>
    private static string? Try(ReviewState state, Func<BadReview, Refusal?> move)
    {
        var review = In(state);
        var before = Facts(review);
        if (move(review) is not { } refusal)
        {
            Assert.Equal(before.Revision + 1, review.Revision);
            Assert.Equal((state, s_now), (review.Steps[^1].Before, review.Steps[^1].At));
            return null;
        }
        Assert.Equal(before with { SecondRating = review.SecondRating }, Facts(review));
        return refusal.Code;
    }

    private static Known Facts(BadReview r) =>
        new(r.State, r.Revision, r.DueAt, r.CalledAt, r.Reached, r.SecondRating, r.IsMended, r.Steps.Count);

    private static BadReview Rated(BadReview review, int rating)
    {
        review.SecondRating = (byte)rating;
        return review;
    }

    private static BadReview In(ReviewState state)
    {
        var record = new ServiceCase { UnitId = SampleData.CommunityId, Satisfaction = 1 };
        var review = BadReview.Open(record, "test", episode: 1, s_now, s_today, s_due, s_now);
        review.State = state;
        return review;
    }

    private sealed record Known(
        ReviewState State,
        int Revision,
        DateTimeOffset? DueAt,
        DateTimeOffset? CalledAt,
        bool? Reached,
        byte? SecondRating,
        bool IsMended,
        int Steps
    );
}
