using System.Net.Sockets;
using System.Text;

namespace Portal.Tests.Access;

/// <summary>Sends a request byte for byte: a client of the framework corrects or refuses what is wrong in it.</summary>
internal static class RawRequest
{
    /// <summary>The answer up to the end of the connection, which the request must ask for.</summary>
    /// <param name="cut">
    /// Sends no more, whatever length the request has announced. The server may answer or reset the connection then: what came until
    /// there is the answer, perhaps nothing.
    /// </param>
    public static async Task<string> SendAsync(Uri portal, string request, bool cut = false)
    {
        var stop = TestContext.Current.CancellationToken;
        using var client = new TcpClient();
        await client.ConnectAsync(portal.Host, portal.Port, stop);
        await using var stream = client.GetStream();
        await stream.WriteAsync(Encoding.Latin1.GetBytes(request), stop);
        if (cut)
            client.Client.Shutdown(SocketShutdown.Send);
        using var answer = new MemoryStream();
        try
        {
            await stream.CopyToAsync(answer, stop);
        }
        catch (IOException failure) when (cut && failure.InnerException is SocketException { SocketErrorCode: SocketError.ConnectionReset })
        {
            // The end of this connection, as good as any other.
        }
        return Encoding.UTF8.GetString(answer.ToArray());
    }
}
