using Portal.Domain.Access;
using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Rectifications;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Checklists;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Rules;
using Portal.Domain.Webhooks.Messages;

namespace Portal.Tests.Access.Calls;

/// <summary>One call of a public method of a reader or service, for data of the sample's street.</summary>
/// <param name="Method">Type and method, as named by <see cref="GuardedMethods"/>.</param>
/// <param name="Role">A role that has the permission.</param>
/// <param name="UnitId">The unit for which an actor with the right has it.</param>
/// <param name="AskAsync">Whether the call returned or changed data; a refusal may also be an exception.</param>
internal sealed record Call(string Method, Role Role, int UnitId, Func<CallWorld, Actor, Task<bool>> AskAsync)
{
    // Units and sheets out of scope are as if they did not exist.
    private static readonly Refusal[] s_lackingRight =
    [
        FigureRefusal.SheetUnknown,
        FigureRefusal.NotYourTurn,
        FigureRefusal.NotAnApprover,
        ReportRefusal.ReportUnknown,
        ReportRefusal.UnitIsNotReadable,
        SourceRefusal.UnitUnknown,
        SourceRefusal.HeldByOthers,
        CardRefusal.CardUnknown,
        CardRefusal.UnitUnknown,
        RuleRefusal.UnitUnknown,
        CampaignRefusal.CampaignUnknown,
        CampaignRefusal.ItemUnknown,
        StandardRefusal.PointUnknown,
        StandardRefusal.UnitUnknown,
        RectificationRefusal.OrderUnknown,
        RectificationRefusal.UnitUnknown,
        ReviewRefusal.ReviewUnknown,
        WebhookRefusal.SubscriptionUnknown,
        WebhookRefusal.DeliveryUnknown,
        WebhookRefusal.UnitUnknown,
    ];

    /// <summary>Why the same role in another unit gets an answer too; null when it must not.</summary>
    public string? AlsoForOthers { get; init; }

    public static Call Of<T>(string method, Role role, int unitId, Func<T, Actor, CallWorld, Task<bool>> ask)
        where T : notnull => new($"{typeof(T).Name}.{method}", role, unitId, (world, actor) => ask(world.Get<T>(), actor, world));

    /// <summary>The same for a method without a result: success is that it ends.</summary>
    public static Call Of<T>(string method, Role role, int unitId, Func<T, Actor, CallWorld, Task> act)
        where T : notnull =>
        Of<T>(
            method,
            role,
            unitId,
            async (service, actor, world) =>
            {
                await act(service, actor, world);
                return true;
            }
        );

    /// <summary>The same for a step of a workflow: success is that it is done.</summary>
    public static Call Of<T>(string method, Role role, int unitId, Func<T, Actor, CallWorld, Task<Refusal?>> step)
        where T : notnull => Of<T>(method, role, unitId, async (service, actor, world) => !IsRefused(await step(service, actor, world)));

    /// <summary>The same for a step that returns a value.</summary>
    /// <param name="expected">Whether the value is that of an actor with the right.</param>
    public static Call Of<T, TValue>(
        string method,
        Role role,
        int unitId,
        Func<T, Actor, CallWorld, Task<Outcome<TValue>>> step,
        Func<TValue, bool> expected
    )
        where T : notnull =>
        Of<T>(
            method,
            role,
            unitId,
            async (service, actor, world) =>
            {
                var outcome = await step(service, actor, world);
                return !IsRefused(outcome.Refusal) && expected(outcome.Value);
            }
        );

    // A refusal for another reason would hide that the right was not checked.
    private static bool IsRefused(Refusal? refusal)
    {
        if (refusal is null)
            return false;
        Assert.Contains(refusal, s_lackingRight);
        return true;
    }
}
