using Portal.Domain.Access;
using Portal.Domain.Shared;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;

namespace Portal.Domain.Webhooks.Subscriptions;

/// <summary>
/// A receiver of events: another system, or the robot of a group chat. Every move is a method that returns null, or why it is refused; a
/// refused move changes nothing. A subscription is never deleted, only ended.
/// </summary>
public sealed class WebhookSubscription
{
    /// <summary>So long after a renewal, messages bear the signature of the secret before as well.</summary>
    public static readonly TimeSpan BothSecretsFor = TimeSpan.FromHours(24);

    public int Id { get; set; }

    public required string Name { get; set; }

    public required string Address { get; set; }

    /// <summary>The secret, wrapped by the key file: a copy of the database alone signs nothing.</summary>
    public required string Secret { get; set; }

    /// <summary>The secret before the last renewal, wrapped; null without one.</summary>
    public string? PreviousSecret { get; set; }

    /// <summary>Until when the secret before signs too; null without one.</summary>
    public DateTimeOffset? PreviousSecretUntil { get; set; }

    /// <summary>Events of this unit and of all below it are sent.</summary>
    public int UnitId { get; set; }

    /// <summary>Types of events, in order, separated by blanks.</summary>
    public required string Events { get; set; }

    public WebhookFormat Format { get; set; }

    /// <summary>Null for the envelope.</summary>
    public string? Template { get; set; }

    public WebhookState State { get; set; } = WebhookState.Active;

    /// <summary>Rises with each move; not with what the sender notes.</summary>
    public int Revision { get; set; }

    /// <summary>The sender's note: attempts that failed since one was acknowledged.</summary>
    public int FailuresInRow { get; set; }

    /// <summary>The sender's note: nothing is sent before; null when the receiver is well.</summary>
    public DateTimeOffset? RestsUntil { get; set; }

    /// <summary>The sender's note: when a message was last acknowledged; null before the first.</summary>
    public DateTimeOffset? LastDeliveredAt { get; set; }

    /// <summary>The sender's note: until then one process alone sends to it; null when none does.</summary>
    public DateTimeOffset? LeasedUntil { get; set; }

    /// <summary>The sender's note: the number of the turn in which a process sends to it.</summary>
    public int Turn { get; set; }

    /// <summary>Its moves, only added to. Loaded for the page of one.</summary>
    public List<WebhookStep> Steps { get; } = [];

    /// <summary>Begins a subscription.</summary>
    /// <param name="draft">What was entered.</param>
    /// <param name="options">Where webhooks may go.</param>
    /// <param name="secret">The new secret, wrapped.</param>
    public static Outcome<WebhookSubscription> Create(
        WebhookDraft draft,
        WebhookOptions options,
        string secret,
        Actor actor,
        DateTimeOffset now
    )
    {
        if (draft.Check(options) is { } refusal)
            return refusal;
        var subscription = new WebhookSubscription
        {
            Name = "",
            Address = "",
            Secret = secret,
            Events = "",
        };
        subscription.Take(draft);
        subscription.AddStep(WebhookAction.Created, actor, now);
        return subscription;
    }

    /// <summary>Changes what was entered; what waits is sent as it is changed.</summary>
    /// <param name="seenRevision">The revision that the actor saw.</param>
    public Refusal? Change(WebhookDraft draft, WebhookOptions options, int seenRevision, Actor actor, DateTimeOffset now)
    {
        if (Refuse(seenRevision) is { } ended)
            return ended;
        if (draft.Check(options) is { } refusal)
            return refusal;
        var before = Entered();
        Take(draft);
        var changed = Entered().Where(entry => before[entry.Key] != entry.Value).Select(entry => entry.Key).ToList();
        if (changed.Count == 0)
            return null;
        RestsUntil = null; // another address may be well
        AddStep(WebhookAction.Changed, actor, now, string.Join(' ', changed));
        return null;
    }

    /// <summary>Sends nothing until it is resumed; what happens meanwhile waits.</summary>
    public Refusal? Pause(int seenRevision, Actor actor, DateTimeOffset now) => Pause(WebhookAction.Paused, seenRevision, actor, now);

    /// <summary>The receiver said that it wants no more: pauses.</summary>
    public Refusal? FindGone(Actor actor, DateTimeOffset now) => Pause(WebhookAction.FoundGone, Revision, actor, now);

    /// <summary>Sends again, first what has waited.</summary>
    public Refusal? Resume(int seenRevision, Actor actor, DateTimeOffset now)
    {
        if (Refuse(seenRevision) is { } refusal)
            return refusal;
        if (State != WebhookState.Paused)
            return WebhookRefusal.SubscriptionIsNotPaused;
        (State, RestsUntil, FailuresInRow) = (WebhookState.Active, null, 0);
        AddStep(WebhookAction.Resumed, actor, now);
        return null;
    }

    /// <summary>Puts a new secret in place of the present one, which signs beside it for a day.</summary>
    /// <param name="secret">The new secret, wrapped.</param>
    public Refusal? RenewSecret(string secret, int seenRevision, Actor actor, DateTimeOffset now)
    {
        if (Refuse(seenRevision) is { } refusal)
            return refusal;
        (PreviousSecret, PreviousSecretUntil, Secret) = (Secret, now + BothSecretsFor, secret);
        RestsUntil = null;
        AddStep(WebhookAction.SecretRenewed, actor, now);
        return null;
    }

    /// <summary>Sends nothing any more; what waits is never sent, and removed by the night.</summary>
    public Refusal? End(int seenRevision, Actor actor, DateTimeOffset now)
    {
        if (Refuse(seenRevision) is { } refusal)
            return refusal;
        State = WebhookState.Ended;
        AddStep(WebhookAction.Ended, actor, now);
        return null;
    }

    private Refusal? Pause(WebhookAction action, int seenRevision, Actor actor, DateTimeOffset now)
    {
        if (Refuse(seenRevision) is { } refusal)
            return refusal;
        if (State != WebhookState.Active)
            return WebhookRefusal.SubscriptionIsNotActive;
        State = WebhookState.Paused;
        AddStep(action, actor, now);
        return null;
    }

    private Refusal? Refuse(int seenRevision) =>
        State == WebhookState.Ended ? WebhookRefusal.SubscriptionHasEnded
        : Revision != seenRevision ? WebhookRefusal.SubscriptionHasChanged
        : null;

    private void Take(WebhookDraft draft)
    {
        (Name, Address, UnitId, Format) = (draft.Name.Trim(), draft.Address, draft.UnitId, draft.Format);
        Events = string.Join(' ', WebhookEventTypes.All.Where(draft.Events.Contains));
        Template = draft.Format == WebhookFormat.Standard ? null : draft.Template;
    }

    /// <summary>What was entered, by the names under which steps tell it.</summary>
    private Dictionary<string, string?> Entered() =>
        new(StringComparer.Ordinal)
        {
            ["name"] = Name,
            ["address"] = Address,
            ["unit"] = $"{UnitId}",
            ["events"] = Events,
            ["format"] = $"{Format}",
            ["template"] = Template,
        };

    private void AddStep(WebhookAction action, Actor actor, DateTimeOffset now, string? detail = null)
    {
        Revision++;
        Steps.Add(
            new()
            {
                Action = action,
                Detail = detail,
                By = actor.Name,
                At = now,
            }
        );
    }
}
