using Portal.Domain.Access;
using Portal.Tests.Access.Calls;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>Calls every public reader and service by actors without the right, and by one with it.</summary>
[Needs(Resource.Database)]
public sealed class ReadersWithoutRightTests(CallWorld world) : IClassFixture<CallWorld>
{
    private static readonly DateOnly s_longAgo = new(2000, 1, 1);

    internal static IReadOnlyList<Call> Calls { get; } =
    [
        .. RecordCalls.All,
        .. FigureCalls.All,
        .. ReportCalls.All,
        .. IntakeCalls.All,
        .. AccountCalls.All,
        .. PageCalls.All,
        .. CardCalls.All,
        .. CampaignCalls.All,
        .. StandardCalls.All,
        .. RectificationCalls.All,
        .. ReviewCalls.All,
        .. WebhookCalls.All,
    ];

    public static TheoryData<string> Methods => [.. Calls.Select(call => call.Method)];

    /// <summary>The last step proves that the others could fail: the actor with the right gets an answer.</summary>
    [Theory, MemberData(nameof(Methods))]
    public async Task Method_AskedWithoutRight_AnswersNothing_AndWithRightSomething(string method)
    {
        var call = Calls.Single(c => c.Method == method);
        var yesterday = world.Today.AddDays(-1);
        var grant = new Grant(call.Role, call.UnitId, s_longAgo);

        Assert.False(await IsAnsweredAsync(call, Actor.Nobody), "Nobody is answered.");
        Assert.False(await IsAnsweredAsync(call, Of("ended", grant with { Until = yesterday })), "A grant that has ended is answered.");
        Assert.False(
            await IsAnsweredAsync(call, Of("early", grant with { From = world.Today.AddDays(1) })),
            "A grant to come is answered."
        );
        var other = Of("other", grant with { UnitId = SampleData.OtherStreetId });
        if (call.AlsoForOthers is null)
            Assert.False(await IsAnsweredAsync(call, other), $"The {call.Role} of another street is answered.");

        Assert.True(await call.AskAsync(world, Of(CallWorld.Owner, grant)), "Somebody with the right is answered nothing.");
    }

    private Actor Of(string name, Grant grant) => Actor.Of(name, name, [grant], world.Today);

    private async Task<bool> IsAnsweredAsync(Call call, Actor actor)
    {
        try
        {
            return await call.AskAsync(world, actor);
        }
        catch (Exception refused) when (IsRefusal(refused))
        {
            return false;
        }
    }

    // Units and users out of scope are as if they did not exist; some services throw for an unknown argument.
    private static bool IsRefusal(Exception exception) =>
        exception is PermissionDeniedException or KeyNotFoundException or ArgumentException;
}
