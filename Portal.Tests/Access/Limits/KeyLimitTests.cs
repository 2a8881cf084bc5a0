using System.Net;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Access.Limits;

/// <summary>Calls with wrong API keys are limited by address; calls with a right key never are.</summary>
[Needs(Resource.Database)]
public sealed class KeyLimitTests
{
    private const int Most = 5;
    private const string Wrong = ApiKeyring.KeyPrefix + "guess";

    [Fact]
    public async Task WrongKeys_OverTheLimitOfAnAddress_AreAnswered429_AndRightOnesGoOn()
    {
        var log = new LogLines();
        await using var portal = await PortalInstance.StartAsync(
            builder => builder.Services.AddSingleton<ILoggerFactory>(log),
            $"--Portal:Access:FailuresPerAddress={Most}"
        );
        using var right = await portal.CallerAsync(SampleData.Street, Permissions.UnitsRead);
        using var wrong = portal.Browser();
        wrong.DefaultRequestHeaders.Add("X-Api-Key", Wrong);
        for (var i = 0; i < Most; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(wrong));

        using var refused = await PortalInstance.GetAsync(wrong, "/api/v1/units");
        var problem = await PortalInstance.TextAsync(refused);
        await StatusAsync(wrong);

        Assert.Equal(HttpStatusCode.TooManyRequests, refused.StatusCode);
        Assert.InRange(refused.Headers.RetryAfter!.Delta!.Value.TotalSeconds, 1, 60);
        Assert.Contains("\"code\":\"key.tooManyFailures\"", problem, StringComparison.Ordinal);
        Assert.Equal(HttpStatusCode.OK, await StatusAsync(right));
        Assert.Equal(Most, log.All.Count(line => line == "API key refused: unknown or revoked, address 127.0.0.1."));
        Assert.Single(log.All, line => line == "API keys refused: too many unknown or revoked ones, address 127.0.0.1.");
        Assert.DoesNotContain(log.All, line => line.Contains(Wrong, StringComparison.Ordinal));
    }

    /// <summary>A call without a key guesses nothing.</summary>
    [Fact]
    public async Task Calls_WithoutAKey_DoNotCount()
    {
        await using var portal = await PortalInstance.StartAsync(configure: null, "--Portal:Access:FailuresPerAddress=1");
        using var caller = portal.Browser();
        for (var i = 0; i < 3; i++)
            Assert.Equal(HttpStatusCode.Unauthorized, await StatusAsync(caller));
    }

    private static async Task<HttpStatusCode> StatusAsync(HttpClient caller)
    {
        using var answer = await PortalInstance.GetAsync(caller, "/api/v1/units");
        return answer.StatusCode;
    }
}
