using System.Collections.Concurrent;
using System.Net.WebSockets;
using System.Text;
using Portal.Domain.Access;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using Portal.Tests.Support.Circuits;

namespace Portal.Tests.Live;

/// <summary>Live pages as their circuits see them, without browsers.</summary>
[Needs(Resource.Database)]
public sealed class OpenPagesTests : IAsyncLifetime
{
    private const int Pages = 20;
    private const string Item = "Item " + SampleData.Licence;
    private const string Address = "live?from=2014-10-01&to=2014-10-31";
    private const string Case =
        "source,caseNo,unitCode,itemCode,channel,acceptedAt,closedAt,outcome,satisfaction\n"
        + "test,1,350103001001,L-20-6,window,2014-10-30T09:00:00,2014-10-30T09:20:00,completed,5\n";

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private PortalInstance _portal = null!;
    private CircuitVisitor _visitor = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(configure: null, "--Portal:Access:WallScreens=hall,Wall");
        await _portal.CreateUserAsync("wall", Role.Leader, SampleData.District);
        _visitor = new CircuitVisitor(_portal.Address);
        await _visitor.SignInAsync("wall", PortalInstance.Password);
    }

    public ValueTask DisposeAsync()
    {
        _visitor.Dispose();
        return _portal.DisposeAsync();
    }

    /// <summary>The screens of a hall share one account.</summary>
    [Fact]
    public async Task Case_Posted_IsSeenOnEveryOpenPage_AlsoBesideOnesThatNeverAnswer()
    {
        var seen = new ConcurrentBag<Task>();
        var clients = new ConcurrentBag<CircuitClient>();
        await Parallel.ForEachAsync(
            Enumerable.Range(0, Pages),
            async (i, _) =>
            {
                var shown = new TaskCompletionSource();
                var answers = i % 4 != 0;
                var (client, page) = await CircuitClient.OpenAsync(_visitor, Address, batch => Look(batch, shown), answers);
                Assert.DoesNotContain(Item, page, StringComparison.Ordinal);
                clients.Add(client);
                if (answers)
                    seen.Add(shown.Task);
            }
        );
        using var caller = await _portal.CallerAsync(SampleData.District, Permissions.CasesWrite);

        using var answer = await PortalInstance.PostAsync(caller, "/api/v1/cases", Case, "text/csv");
        answer.EnsureSuccessStatusCode();

        await Task.WhenAll(seen).WaitAsync(s_patience, TestContext.Current.CancellationToken);
        Assert.All(clients, client => Assert.Null(client.Failure));
        foreach (var client in clients)
            await client.CloseAsync();
    }

    /// <summary>A compressor for every page would take more memory than the page.</summary>
    [Fact]
    public async Task Socket_BrowserOffersToCompress_IsNotTakenUp()
    {
        using var socket = new ClientWebSocket { Options = { DangerousDeflateOptions = new(), CollectHttpResponseDetails = true } };
        socket.Options.SetRequestHeader("Cookie", _visitor.Cookies);

        await socket.ConnectAsync(
            new UriBuilder(new Uri(_portal.Address, "_blazor")) { Scheme = "ws" }.Uri,
            TestContext.Current.CancellationToken
        );

        Assert.Equal(WebSocketState.Open, socket.State);
        Assert.DoesNotContain("Sec-WebSocket-Extensions", socket.HttpResponseHeaders!.Keys, StringComparer.OrdinalIgnoreCase);
    }

    private static void Look(byte[] batch, TaskCompletionSource shown)
    {
        if (batch.AsSpan().IndexOf(Encoding.UTF8.GetBytes(Item)) >= 0)
            shown.TrySetResult();
    }
}
