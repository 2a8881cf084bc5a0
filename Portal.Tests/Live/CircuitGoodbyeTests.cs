using System.Text;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using Portal.Circuits;
using Portal.Tests.Demonstration;

namespace Portal.Tests.Live;

/// <summary>Input that a browser sent before its window closed is handled before its circuit ends.</summary>
public sealed class CircuitGoodbyeTests : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(20);

    private readonly FakeTimeProvider _clock = new();
    private readonly ServiceProvider _services = new ServiceCollection().AddLogging().BuildServiceProvider();
    private readonly TaskCompletionSource<string?> _ended = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private bool _wentOn;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public ValueTask DisposeAsync() => _services.DisposeAsync();

    [Fact]
    public async Task Goodbye_IsAnsweredAtOnce_AndEndsTheCircuitWhenWhatWasSaidBeforeIsHeard()
    {
        await HearOutAsync(Goodbye(), Token);
        _clock.Advance(DelayedDisconnect.Delay - TimeSpan.FromMilliseconds(1));
        Assert.False(_ended.Task.IsCompleted);

        _clock.Advance(TimeSpan.FromMilliseconds(1));

        Assert.Equal("abc", await _ended.Task.WaitAsync(s_patience, Token));
        Assert.False(_wentOn); // it would have ended at once
    }

    [Fact]
    public async Task Goodbye_WhenTheProcessStops_WaitsNoLonger()
    {
        using var stopping = new CancellationTokenSource();
        await HearOutAsync(Goodbye(), stopping.Token);

        await stopping.CancelAsync();

        Assert.Equal("abc", await _ended.Task.WaitAsync(s_patience, Token));
    }

    [Theory]
    [InlineData("POST", "/_blazor/negotiate")]
    [InlineData("GET", "/_blazor/disconnect")]
    public async Task AnythingElse_GoesOn(string method, string path)
    {
        var context = Goodbye();
        (context.Request.Method, context.Request.Path) = (method, path);

        await HearOutAsync(context, Token);

        Assert.True(_wentOn);
    }

    private Task HearOutAsync(HttpContext context, CancellationToken stopping) =>
        DelayedDisconnect.DelayDisconnectAsync(
            context,
            _ =>
            {
                _wentOn = true;
                return Task.CompletedTask;
            },
            _services,
            _clock,
            stopping
        );

    // As the framework does: it ends the circuit that the form names.
    private async Task EndAsync(HttpContext context) =>
        _ended.SetResult(context.Request.HasFormContentType ? (string?)(await context.Request.ReadFormAsync(Token))["circuitId"] : null);

    private DefaultHttpContext Goodbye()
    {
        var context = new DefaultHttpContext
        {
            Request =
            {
                Method = HttpMethods.Post,
                Path = "/_blazor/disconnect",
                ContentType = "application/x-www-form-urlencoded",
                Body = new MemoryStream(Encoding.UTF8.GetBytes("circuitId=abc")),
            },
        };
        context.SetEndpoint(new(EndAsync, EndpointMetadataCollection.Empty, "disconnect"));
        return context;
    }
}
