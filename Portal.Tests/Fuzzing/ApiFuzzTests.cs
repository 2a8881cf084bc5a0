using System.Collections.Concurrent;
using Microsoft.AspNetCore.Routing;
using Portal.Domain.Access;
using Portal.Domain.Figures.Editing;
using Portal.Tests.Support;

namespace Portal.Tests.Fuzzing;

/// <summary>Whatever is sent to the API and asked of the pages, nothing fails, takes long or keeps memory.</summary>
[CollectionDefinition(nameof(ApiFuzzTests), DisableParallelization = true)]
[Collection(nameof(ApiFuzzTests))]
[Needs(Resource.Database)]
[Needs(Resource.Time)]
public sealed class ApiFuzzTests
{
    private const int AtOnce = 4;
    private const int PagesShare = 10; // one call in so many
    private const long MostKept = 64L << 20;

    // What is not the portal's own, or ends the session.
    private static readonly string[] s_others = ["_", "admin/jobs", "openapi", "api", "account/logout", "not-found", "{*"];

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Calls_ChangedAtRandom_AreAnsweredWithoutFailureInTime()
    {
        await using var portal = await PortalInstance.StartAsync();
        Assert.Empty(await portal.Get<FormWriter>().InstallAsync(Actor.System, new(2013, 1, 1), lastMonth: null, Token));
        await portal.CreateUserAsync("office", Role.EfficiencyOffice, SampleData.District);
        using var caller = await portal.CallerAsync(SampleData.District, [.. Permissions.ForKeys]);
        using var page = portal.Browser();
        (await PortalInstance.SignInAsync(page, "office", PortalInstance.Password)).Dispose();
        var api = new ApiCalls(ApiOperation.Read(await page.GetStringAsync("/openapi/v1.json", Token)), portal.Address);
        var pages = new ApiCalls([.. Pages(portal)], portal.Address);
        TestContext.Current.TestOutputHelper?.WriteLine($"seed {FuzzOptions.Seed}, {FuzzOptions.Calls} calls");

        var failures = new ConcurrentQueue<string>();
        var answers = new AnswerCheck();
        var warm = FuzzOptions.Calls / 4;
        await RunAsync(Enumerable.Range(0, warm));
        var before = GC.GetTotalMemory(forceFullCollection: true);
        await RunAsync(Enumerable.Range(warm, FuzzOptions.Calls - warm));
        var after = GC.GetTotalMemory(forceFullCollection: true);

        TestContext.Current.TestOutputHelper?.WriteLine(answers.ToString());
        Assert.True(
            failures.IsEmpty,
            $"{failures.Count} failures with seed {FuzzOptions.Seed}:{Environment.NewLine}"
                + string.Join(Environment.NewLine, failures.Take(20))
        );
        Assert.InRange(after - before, long.MinValue, MostKept);

        Task RunAsync(IEnumerable<int> indexes) =>
            Parallel.ForEachAsync(
                indexes,
                new ParallelOptions { MaxDegreeOfParallelism = AtOnce, CancellationToken = Token },
                async (index, stop) =>
                {
                    var isPage = index % PagesShare == 0;
                    using var request = (isPage ? pages : api).Make(index);
                    if (await answers.FaultAsync(isPage ? page : caller, request, stop) is { } failure)
                        failures.Enqueue($"{index}: {request.Method} {request.RequestUri!.PathAndQuery}: {failure}");
                }
            );
    }

    private static IEnumerable<ApiOperation> Pages(PortalInstance portal) =>
        portal
            .Get<EndpointDataSource>()
            .Endpoints.OfType<RouteEndpoint>()
            .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") ?? true)
            .Select(e => e.RoutePattern.RawText!.TrimStart('/'))
            .Where(path => !Array.Exists(s_others, o => path.StartsWith(o, StringComparison.Ordinal)) && !path.Contains('.'))
            .Distinct()
            .Select(path => new ApiOperation(
                HttpMethod.Get,
                "/" + path,
                [
                    "unit",
                    "from",
                    "to",
                    "month",
                    "stream",
                    "metric",
                    "by",
                    "view",
                    "year",
                    "format",
                    "language",
                    "number",
                    "returnUrl",
                    "culture",
                ],
                Body: false
            ));
}
