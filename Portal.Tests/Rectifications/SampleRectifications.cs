using Portal.Domain.Access;
using Portal.Domain.Evidence;
using Portal.Domain.Rectifications;
using Portal.Tests.Evidence;
using Portal.Tests.Support;

namespace Portal.Tests.Rectifications;

/// <summary>Orders as the office gives them, for tests of what comes after.</summary>
internal static class SampleRectifications
{
    public static readonly DateOnly Deadline = new(2014, 11, 14);

    public static readonly Actor Office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);
    public static readonly Actor Head = Actors.Of("head", Role.UnitHead, SampleData.StreetId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static RectificationDemand Demand(string problem = "窗口未公示办事指南", DateOnly? deadline = null, long? card = null) =>
        new(problem, "《政府信息公开条例》第十条", deadline ?? Deadline, card);

    /// <summary>An order to the unit; its number.</summary>
    public static Task<long> OrderAsync(
        this TestDatabase database,
        string unit = SampleData.Street,
        string problem = "窗口未公示办事指南",
        DateOnly? deadline = null
    ) => database.Get<RectificationMoves>().OrderAsync(Office, unit, Demand(problem, deadline), Token).DoneAsync();

    /// <summary>Adds a picture of its own; each seed gives other bytes.</summary>
    public static Task<EvidenceView> AddAsync(this TestDatabase database, long order, int seed = 0) =>
        database
            .Get<RectificationEvidence>()
            .AddAsync(Head, order, $"现场{seed}.png", declaredLength: null, new MemoryStream(SampleEvidence.Png(seed)), Token)
            .DoneAsync();

    /// <summary>Adds a picture, and submits.</summary>
    public static async Task SubmitAsync(this TestDatabase database, long order, int seed = 0)
    {
        await database.AddAsync(order, seed);
        var revision = await database.RevisionAsync(order);
        await database.Get<RectificationMoves>().SubmitAsync(Head, order, revision, "已公示", Token).DoneAsync();
    }

    public static async Task<int> RevisionAsync(this TestDatabase database, long order) =>
        (await database.Get<RectificationReader>().FindAsync(Actor.System, order, Token))!.Revision;
}
