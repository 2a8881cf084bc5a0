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
