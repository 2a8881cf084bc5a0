using Microsoft.Playwright;

namespace Portal.Tests.Browser;

/// <summary>The connections of a page to its circuit, which a test can cut and restore.</summary>
internal sealed class Sockets
{
    private readonly List<IWebSocketRoute> _open = [];
    private volatile bool _cut;

    /// <summary>Watches the connections that the page makes from now on.</summary>
    public static async Task<Sockets> OfAsync(IPage page)
    {
        var sockets = new Sockets();
        await page.RouteWebSocketAsync("**/_blazor**", sockets.Take);
        return sockets;
    }

    /// <summary>Breaks the connection off; new ones break off at once.</summary>
    public async Task CutAsync()
    {
        _cut = true;
        foreach (var socket in _open)
            await socket.CloseAsync();
        _open.Clear();
    }

    public void Mend() => _cut = false;

    private void Take(IWebSocketRoute socket)
    {
        if (_cut)
        {
            _ = socket.CloseAsync();
            return;
        }
        socket.ConnectToServer();
        _open.Add(socket);
    }
}
