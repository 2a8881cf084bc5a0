using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;
using Portal.Tests.Support;

namespace Portal.Tests.Supervision;

/// <summary>Every move in every state, on the card itself.</summary>
public sealed class CardRulesTests
{
    private static readonly DateTimeOffset s_now = SampleData.Now;
    private static readonly DateTimeOffset s_due = SampleData.Now.AddDays(3);
    private static readonly Actor s_clerk = Actors.Of("clerk", Role.Clerk, SampleData.StreetId);
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    [Theory]
    [InlineData(CardState.Issued, null, null, null, "notAnswered", "notContested", "notAnswered", null)]
    [InlineData(CardState.Acknowledged, "notNew", null, null, "notAnswered", "notContested", "notAnswered", null)]
    [InlineData(CardState.Answered, "notNew", "needsNoAnswer", null, null, "notContested", null, null)]
    [InlineData(CardState.Contested, "notNew", "needsNoAnswer", "notOpen", "notAnswered", null, "notAnswered", null)]
    [InlineData(CardState.Closed, "notNew", "needsNoAnswer", "notOpen", "notAnswered", "notContested", "notAnswered", null)]
    [InlineData(CardState.Withdrawn, "notNew", "needsNoAnswer", "notOpen", "notAnswered", "notContested", "notAnswered", "withdrawn")]
    public void Moves_OfEachState_AreTakenOrRefused(
        CardState state,
        string? acknowledge,
        string? answer,
        string? contest,
        string? sendBack,
        string? uphold,
        string? close,
        string? withdraw
    )
    {
        Assert.Equal(acknowledge, Try(state, card => card.Acknowledge(s_clerk, s_now)));
        Assert.Equal(answer, Try(state, card => card.Answer("已办结", s_clerk, s_now)));
        Assert.Equal(contest, Try(state, card => card.Contest("系统误报", s_clerk, s_now)));
        Assert.Equal(sendBack, Try(state, card => card.SendBack(card.Revision, "未说明原因", s_due, s_office, s_now)));
        Assert.Equal(uphold, Try(state, card => card.Uphold(card.Revision, "确已超期", s_due, s_office, s_now)));
        Assert.Equal(close, Try(state, card => card.Close(card.Revision, "", s_office, s_now)));
        Assert.Equal(withdraw, Try(state, card => card.Withdraw("误发", s_office, s_now)));
    }

    [Theory]
    [InlineData(CardState.Issued, null, null, null)]
    [InlineData(CardState.Acknowledged, null, null, null)]
    [InlineData(CardState.Answered, "notWithUnit", "needsNoAnswer", null)]
    [InlineData(CardState.Contested, "notWithUnit", "needsNoAnswer", null)]
    [InlineData(CardState.Closed, "notWithUnit", "needsNoAnswer", "ended")]
    [InlineData(CardState.Withdrawn, "notWithUnit", "needsNoAnswer", "ended")]
    public void MovesBetweenHands_OfEachState_AreTakenOrRefused(CardState state, string? handOver, string? escalate, string? comment)
    {
        Assert.Equal(handOver, Try(state, card => card.HandOver(card.Revision, 7, "窗口在该街道", s_due, s_clerk, s_now)));
        Assert.Equal(escalate, Try(state, card => card.Escalate(card.Revision, "需协调", s_due, s_clerk, s_now)));
        Assert.Equal(comment, Try(state, card => card.Comment(card.Revision, "已联系申请人", s_office, s_now)));
        foreach (
            var move in (Func<SupervisionCard, int, string, Refusal?>[])
                [
                    (card, seen, text) => card.HandOver(seen, 7, text, s_due, s_clerk, s_now),
                    (card, seen, text) => card.Escalate(seen, text, s_due, s_clerk, s_now),
                    (card, seen, text) => card.Comment(seen, text, s_clerk, s_now),
                ]
        )
        {
            Assert.Equal("card.changed", Try(CardState.Issued, card => move(card, card.Revision - 1, "说明"), prefix: ""));
            Assert.Equal("text.required", Try(CardState.Issued, card => move(card, card.Revision, " "), prefix: ""));
            Assert.Equal("text.unprintable", Try(CardState.Issued, card => move(card, card.Revision, "a\0b"), prefix: ""));
            Assert.Equal("text.tooLong", Try(CardState.Issued, card => move(card, card.Revision, new('字', 10_001)), prefix: ""));
        }
    }

    [Fact]
    public void HandOver_BeginsAnew_AndIsTakenBackByTheSamePersonWithinAMinute()
    {
        var card = Card(CardState.Acknowledged);
        (card.UnitId, card.ToldAt) = (3, s_now);
        Assert.Same(CardRefusal.UnitIsTheSame, card.HandOver(0, 3, "重复", s_due, s_clerk, s_now));
        Assert.Null(card.HandOver(0, 7, "窗口在该街道", s_due.AddDays(2), s_clerk, s_now));
        Assert.Equal((7, CardState.Issued, s_due.AddDays(2), null), (card.UnitId, card.State, card.AnswerDueAt, card.ToldAt));

        Assert.Same(CardRefusal.NothingToTakeBack, card.TakeBack(1, s_office, s_now));
        Assert.Same(CardRefusal.CardHasChanged, card.TakeBack(0, s_clerk, s_now));
        var late = s_now + SupervisionCard.TakenBackWithin + DistrictTime.Tick;
        Assert.Same(CardRefusal.TakenBackTooLate, card.TakeBack(1, s_clerk, late));
        Assert.Null(card.TakeBack(1, s_clerk, late - DistrictTime.Tick));

        Assert.Equal((3, CardState.Acknowledged, s_due), (card.UnitId, card.State, card.AnswerDueAt));
        Assert.Equal(
            [(CardAction.HandedOver, 3, 7), (CardAction.TakenBack, 7, 3)],
            card.Steps.Select(s => (s.Action, s.FromUnitId!.Value, s.ToUnitId!.Value))
        );
        Assert.Same(CardRefusal.NothingToTakeBack, card.TakeBack(2, s_clerk, s_now));
    }

    [Fact]
    public void Acknowledgement_OfANotice_IsTakenBack_UnlessSomethingHappenedSince()
    {
        var notice = Card(CardState.Issued, CardLevel.Notice);
        Assert.Null(notice.Acknowledge(s_clerk, s_now));
        Assert.Null(notice.TakeBack(1, s_clerk, s_now));
        Assert.Equal(CardState.Issued, notice.State);
        Assert.Same(CardRefusal.CardNeedsNoAnswer, notice.Escalate(2, "需协调", s_due, s_clerk, s_now));

        var card = Card(CardState.Issued);
        Assert.Null(card.Acknowledge(s_clerk, s_now));
        Assert.Null(card.Comment(1, "我来处理", s_clerk, s_now));
        Assert.Same(CardRefusal.CardHasChanged, card.TakeBack(1, s_clerk, s_now));
        Assert.Same(CardRefusal.NothingToTakeBack, card.TakeBack(2, s_clerk, s_now));
    }

    [Fact]
    public void Escalation_GoesFromTheUnitToItsHeadToTheDistrict_AndEnds()
    {
        var card = Card(CardState.Issued);
        Assert.Null(card.Escalate(0, "需协调", s_due.AddHours(1), s_clerk, s_now));
        Assert.Equal((CardDesk.Head, s_due.AddHours(1)), (card.Desk, card.AnswerDueAt));
        Assert.Null(card.Escalate(1, "需区里协调", s_due.AddHours(2), s_office, s_now));
        Assert.Same(CardRefusal.CardIsAtTheTop, card.Escalate(2, "再升级", s_due, s_office, s_now));
        Assert.Equal([CardDesk.Head, CardDesk.District], card.Steps.Select(s => s.Desk!.Value));
        Assert.Null(card.Answer("已协调办结", s_clerk, s_now));
    }

    [Fact]
    public void Acknowledge_OfANotice_IsItsEnd()
    {
        var notice = Card(CardState.Issued, CardLevel.Notice);
        Assert.Same(CardRefusal.CardNeedsNoAnswer, notice.Answer("知道了", s_clerk, s_now));
        Assert.Null(notice.Acknowledge(s_clerk, s_now));
        Assert.Equal(CardState.Closed, notice.State);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" \n")]
    public void Move_WithoutWords_IsRefused(string text)
    {
        Assert.Equal("text.required", Try(CardState.Issued, card => card.Answer(text, s_clerk, s_now), prefix: ""));
        Assert.Equal("text.required", Try(CardState.Issued, card => card.Contest(text, s_clerk, s_now), prefix: ""));
        Assert.Equal("text.required", Try(CardState.Issued, card => card.Withdraw(text, s_office, s_now), prefix: ""));
        Assert.Equal(
            "text.required",
            Try(CardState.Answered, card => card.SendBack(card.Revision, text, s_due, s_office, s_now), prefix: "")
        );
        Assert.Equal(
            "text.required",
            Try(CardState.Contested, card => card.Uphold(card.Revision, text, s_due, s_office, s_now), prefix: "")
        );
    }

    [Fact]
    public void Text_ThatIsTooLong_IsRefused_NotCut()
    {
        var most = new string('字', CardColumns.TextLength);
        Assert.Null(Try(CardState.Issued, card => card.Answer(most + " ", s_clerk, s_now)));
        Assert.Equal("text.tooLong", Try(CardState.Issued, card => card.Answer(most + "多", s_clerk, s_now), prefix: ""));
        Assert.Equal("text.tooLong", Try(CardState.Answered, card => card.Close(card.Revision, most + "多", s_office, s_now), prefix: ""));
    }

    [Theory]
    [InlineData("a\0b")]
    [InlineData("\u001b[31m")]
    [InlineData("half \ud83d")]
    public void Text_ThatNoDatabaseCanKeep_IsRefused(string text) =>
        Assert.Equal("text.unprintable", Try(CardState.Issued, card => card.Contest(text, s_clerk, s_now), prefix: ""));

    [Fact]
    public void Decision_OnAnotherRevisionThanTheOneSeen_IsRefused()
    {
        Assert.Equal("changed", Try(CardState.Answered, card => card.SendBack(card.Revision - 1, "重写", s_due, s_office, s_now)));
        Assert.Equal("changed", Try(CardState.Answered, card => card.Close(card.Revision - 1, null, s_office, s_now)));
        Assert.Equal("changed", Try(CardState.Contested, card => card.Uphold(card.Revision - 1, "确已超期", s_due, s_office, s_now)));
    }

    [Fact]
    public void Answer_AndWhatFollows_KeepsWhoAndWhen()
    {
        var card = Card(CardState.Issued);
        Assert.Null(card.Answer("  当日补办 ", s_clerk, s_now));
        Assert.Equal((s_now, null), (card.AnsweredAt, card.AnswerDueAt));
        Assert.Null(card.SendBack(card.Revision, "未说明原因", s_due, s_office, s_now.AddHours(1)));
        Assert.Equal((null, s_due), (card.AnsweredAt, card.AnswerDueAt));
        Assert.True(card.AwaitsAnswer);
        Assert.Null(card.Answer("人手不足，已调整", s_clerk, s_now.AddHours(2)));
        Assert.Null(card.Close(card.Revision, null, s_office, s_now.AddHours(3)));

        Assert.Equal(
            [
                (CardAction.Answered, "当日补办", "clerk", s_now),
                (CardAction.SentBack, "未说明原因", "office", s_now.AddHours(1)),
                (CardAction.Answered, "人手不足，已调整", "clerk", s_now.AddHours(2)),
                (CardAction.Closed, (string?)null, "office", s_now.AddHours(3)),
            ],
            card.Steps.Select(s => (s.Action, s.Text, s.By, s.At))
        );
        Assert.Equal(4, card.Revision);
        Assert.True(card.Counts);
    }

    /// <summary>
    /// The code of the refusal without its prefix; null when the move was made. A refused move leaves the card as it was.
    /// </summary>
    private static string? Try(CardState state, Func<SupervisionCard, Refusal?> move, string prefix = "card.")
    {
        var card = Card(state);
        var (revision, due) = (card.Revision, card.AnswerDueAt);
        if (move(card) is not { } refusal)
        {
            Assert.Equal(revision + 1, card.Revision);
            Assert.Equal(s_now, card.Steps[^1].At);
            return null;
        }
        Assert.Equal((state, revision, due), (card.State, card.Revision, card.AnswerDueAt));
        Assert.Empty(card.Steps);
        return refusal.Code[prefix.Length..];
    }

    private static SupervisionCard Card(CardState state, CardLevel level = CardLevel.Yellow) =>
        new()
        {
            Level = level,
            State = state,
            AnswerDueAt = state is CardState.Issued or CardState.Acknowledged ? s_due : null,
            Evidence = "{}",
        };
}
