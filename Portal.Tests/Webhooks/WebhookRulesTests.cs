using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Subscriptions;
using Portal.Tests.Support;

namespace Portal.Tests.Webhooks;

/// <summary>Every move of a subscription in every state, and what is wrong with a draft; without a database.</summary>
public sealed class WebhookRulesTests
{
    private static readonly WebhookOptions s_options = new() { Hosts = [AllowedHost.Parse("hooks.example.gov.cn")!] };

    private static readonly WebhookDraft s_draft = new(
        " 督办 ",
        "https://hooks.example.gov.cn/cards",
        SampleData.StreetId,
        [WebhookEventTypes.CardWithdrawn, WebhookEventTypes.CardIssued]
    );

    public static TheoryData<WebhookState, string, string?> Moves =>
        new()
        {
            { WebhookState.Active, "change", null },
            { WebhookState.Active, "pause", null },
            { WebhookState.Active, "gone", null },
            { WebhookState.Active, "resume", "webhook.notPaused" },
            { WebhookState.Active, "renew", null },
            { WebhookState.Active, "end", null },
            { WebhookState.Paused, "change", null },
            { WebhookState.Paused, "pause", "webhook.notActive" },
            { WebhookState.Paused, "gone", "webhook.notActive" },
            { WebhookState.Paused, "resume", null },
            { WebhookState.Paused, "renew", null },
            { WebhookState.Paused, "end", null },
            { WebhookState.Ended, "change", "webhook.ended" },
            { WebhookState.Ended, "pause", "webhook.ended" },
            { WebhookState.Ended, "gone", "webhook.ended" },
            { WebhookState.Ended, "resume", "webhook.ended" },
            { WebhookState.Ended, "renew", "webhook.ended" },
            { WebhookState.Ended, "end", "webhook.ended" },
        };

    [Theory, MemberData(nameof(Moves))]
    public void Move_InAState_IsDoneWithAStep_OrRefusedAndChangesNothing(WebhookState state, string move, string? code)
    {
        var subscription = In(state);
        var (revision, steps, before) = (subscription.Revision, subscription.Steps.Count, subscription.State);

        Assert.Equal(code, Do(subscription, move, revision)?.Code);

        Assert.Equal(code is null ? revision + 1 : revision, subscription.Revision);
        Assert.Equal(code is null ? steps + 1 : steps, subscription.Steps.Count);
        if (code is not null)
            Assert.Equal(before, subscription.State);
        else
            Assert.Equal(move == "gone" ? "system" : "office", subscription.Steps[^1].By);
    }

    [Theory]
    [InlineData("change")]
    [InlineData("pause")]
    [InlineData("renew")]
    [InlineData("end")]
    public void Move_OnAnOldRevision_IsRefused(string move) =>
        Assert.Equal("webhook.changed", Do(In(WebhookState.Active), move, seenRevision: 0)?.Code);

    [Fact]
    public void Change_TellsWhatWasChanged_AndNoAddress()
    {
        var subscription = In(WebhookState.Active);
        var other = s_draft with { Address = "https://hooks.example.gov.cn/other?token=1", Events = [WebhookEventTypes.CardClosed] };

        Assert.Null(subscription.Change(other, s_options, 1, Office, SampleData.Now));
        Assert.Equal("address events", subscription.Steps[^1].Detail);

        Assert.Null(subscription.Change(other, s_options, 2, Office, SampleData.Now)); // nothing new
        Assert.Equal(2, subscription.Revision);
    }

    [Fact]
    public void Draft_IsTakenClean()
    {
        var subscription = In(WebhookState.Active);

        Assert.Equal("督办", subscription.Name);
        Assert.Equal("card.issued card.withdrawn", subscription.Events);
    }

    public static TheoryData<WebhookDraft, string> WrongDrafts =>
        new()
        {
            { s_draft with { Name = " " }, "name.wrong" },
            { s_draft with { Name = new('x', 101) }, "name.wrong" },
            { s_draft with { Name = "a\r\nb" }, "name.wrong" },
            { s_draft with { Name = "a\0b" }, "name.wrong" },
            { s_draft with { Events = [] }, "events.wrong" },
            { s_draft with { Events = ["card.issued", "card.eaten"] }, "events.wrong" },
            { s_draft with { Events = [WebhookEventTypes.Test] }, "events.wrong" },
            { s_draft with { Address = "https://evil.example/" }, "address.hostNotAllowed" },
            { s_draft with { Address = new('x', 1_001) }, "address.wrong" },
            { s_draft with { Format = WebhookFormat.Feishu }, "template.required" },
            { s_draft with { Format = WebhookFormat.Template, Template = "{" }, "template.noJson" },
        };

    [Theory, MemberData(nameof(WrongDrafts))]
    public void Draft_ThatIsWrong_MakesNothing(WebhookDraft draft, string code)
    {
        Assert.Equal(code, WebhookSubscription.Create(draft, s_options, "wrapped", Office, SampleData.Now).Refusal?.Code);
        Assert.Equal(code, In(WebhookState.Active).Change(draft, s_options, 1, Office, SampleData.Now)?.Code);
    }

    private static Actor Office => Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    private static WebhookSubscription In(WebhookState state)
    {
        var subscription = WebhookSubscription.Create(s_draft, s_options, "wrapped", Office, SampleData.Now).Value;
        if (state == WebhookState.Paused)
            Assert.Null(subscription.Pause(1, Office, SampleData.Now));
        if (state == WebhookState.Ended)
            Assert.Null(subscription.End(1, Office, SampleData.Now));
        return subscription;
    }

    private static Refusal? Do(WebhookSubscription subscription, string move, int seenRevision) =>
        move switch
        {
            "change" => subscription.Change(s_draft with { Name = "other" }, s_options, seenRevision, Office, SampleData.Now),
            "pause" => subscription.Pause(seenRevision, Office, SampleData.Now),
            "gone" => subscription.FindGone(Actor.System, SampleData.Now),
            "resume" => subscription.Resume(seenRevision, Office, SampleData.Now),
            "renew" => subscription.RenewSecret("other", seenRevision, Office, SampleData.Now),
            "end" => subscription.End(seenRevision, Office, SampleData.Now),
            _ => throw new ArgumentOutOfRangeException(nameof(move)),
        };
}
