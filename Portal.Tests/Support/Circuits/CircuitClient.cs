using System.Globalization;
using System.Net.WebSockets;
using Microsoft.AspNetCore.Http.Connections;
using Microsoft.AspNetCore.SignalR.Client;
using Microsoft.AspNetCore.SignalR.Protocol;
using Microsoft.Extensions.DependencyInjection;

namespace Portal.Tests.Support.Circuits;

/// <summary>
/// An open page without a browser: it receives the circuit's batches and acknowledges them, answers calls to scripts, and draws nothing.
/// </summary>
internal sealed class CircuitClient : IAsyncDisposable
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly CircuitVisitor _visitor;
    private readonly PageMarkers _markers;
    private readonly HubConnection _connection;
    private readonly TaskCompletionSource _opened = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly TaskCompletionSource<string> _navigated = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private string? _circuit;
    private int _objects;

    private CircuitClient(CircuitVisitor visitor, PageMarkers markers)
    {
        (_visitor, _markers) = (visitor, markers);
        var builder = new HubConnectionBuilder().WithUrl(
            new Uri(visitor.Address, "_blazor"),
            HttpTransportType.WebSockets,
            options =>
            {
                options.HttpMessageHandlerFactory = _ => visitor.SharedHandler();
                options.Headers["Cookie"] = visitor.Cookies;
                if (visitor.Compresses)
                    options.WebSocketConfiguration = socket => socket.DangerousDeflateOptions = new WebSocketDeflateOptions();
            }
        );
        builder.Services.AddSingleton<IHubProtocol, BlazorPack>();
        _connection = builder.Build();
        _connection.On<long, byte[]>("JS.RenderBatch", TakeAsync);
        _connection.On<long, string, string, int, long, int>("JS.BeginInvokeJS", AnswerAsync);
        _connection.On<string>("JS.Error", Fail);
        _connection.Closed += OnClosed;
    }

    private Action<byte[]>? Batch { get; init; }

    private bool Acknowledges { get; init; } = true;

    /// <summary>The error, or null.</summary>
    public string? Failure { get; private set; }

    /// <summary>Gets the page at an address of the portal and opens its circuit; returns when the first batch is here.</summary>
    /// <param name="visitor">The signed-in user.</param>
    /// <param name="address">Below the portal's.</param>
    /// <param name="batch">Sees every batch; runs on the connection's own turn, so it should be quick.</param>
    /// <param name="acknowledges">False: batches are taken, but never acknowledged.</param>
    /// <exception cref="InvalidOperationException">It could not be opened.</exception>
    public static async Task<(CircuitClient Client, string Page)> OpenAsync(
        CircuitVisitor visitor,
        string address,
        Action<byte[]>? batch = null,
        bool acknowledges = true
    )
    {
        var page = await visitor.GetAsync(address);
        var client = new CircuitClient(visitor, PageMarkers.Of(page)) { Batch = batch, Acknowledges = acknowledges };
        try
        {
            await client.StartAsync(address).WaitAsync(s_patience);
            return (client, page);
        }
        catch (Exception problem) when (problem is not OutOfMemoryException)
        {
            await client.DisposeAsync();
            throw new InvalidOperationException($"The circuit did not open: {client.Failure ?? problem.Message}", problem);
        }
    }

    /// <summary>Returns when the circuit first sends the browser elsewhere: the call's arguments, which begin with the address.</summary>
    public Task<string> NavigatedAsync() => _navigated.Task.WaitAsync(s_patience);

    /// <summary>Disconnects like a browser that closes the page: the circuit ends a little later.</summary>
    public async Task CloseAsync()
    {
        if (_circuit is not null)
            await _visitor.LeaveAsync(_circuit);
        await DisposeAsync();
    }

    /// <summary>Only closes the connection: the circuit waits for the browser to come back.</summary>
    public ValueTask DisposeAsync() => _connection.DisposeAsync();

    private async Task StartAsync(string address)
    {
        await _connection.StartAsync();
        _circuit = await _connection.InvokeAsync<string?>(
            "StartCircuit",
            _visitor.Address.ToString(),
            new Uri(_visitor.Address, address).ToString(),
            "[]",
            _markers.State
        );
        if (_circuit is null)
            Fail("refused");
        await _opened.Task;
    }

    private Task TakeAsync(long number, byte[] batch)
    {
        _opened.TrySetResult();
        Batch?.Invoke(batch);
        return Acknowledges ? _connection.SendAsync("OnRenderCompleted", number, null) : Task.CompletedTask;
    }

    private async Task AnswerAsync(long call, string function, string arguments, int result, long target, int kind)
    {
        if (function == "Blazor._internal.navigationManager.navigateTo")
            _navigated.TrySetResult(arguments);
        // Only then does a page ask for its components.
        if (function == "Blazor._internal.attachWebRendererInterop")
            await _connection.SendAsync("UpdateRootComponents", _markers.Operations(), _markers.State);
        if (call != 0)
            await _connection.SendAsync(
                "EndInvokeJSFromDotNet",
                call,
                true,
                string.Create(CultureInfo.InvariantCulture, $"[{call},true,{Result(result)}]")
            );
    }

    private string Result(int kind) =>
        kind switch
        {
            1 => string.Create(CultureInfo.InvariantCulture, $$"""{"__jsObjectId":{{Interlocked.Increment(ref _objects)}}}"""),
            _ => "null",
        };

    private Task OnClosed(Exception? problem)
    {
        Fail(problem?.Message ?? "closed");
        return Task.CompletedTask;
    }

    private void Fail(string reason)
    {
        Failure ??= reason;
        _opened.TrySetException(new InvalidOperationException(reason));
    }
}
