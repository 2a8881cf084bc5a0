using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;
using System.Text;

namespace Portal.Tests.Support;

/// <summary>A small mail server on a port of its own: accepts and keeps mails, or fails as configured.</summary>
public sealed class SmtpServer : IAsyncDisposable
{
    private readonly TcpListener _listener = new(IPAddress.Loopback, 0);
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _received = new();
    private readonly Task _serving;

    public SmtpServer()
    {
        _listener.Start();
        _serving = ServeAsync();
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    /// <summary>The mails taken, as they came over the wire.</summary>
    public IReadOnlyList<string> Received => [.. _received];

    /// <summary>What to do with the next mails, one word each; afterwards all are taken.</summary>
    public ConcurrentQueue<SmtpFailure> Failures { get; } = new();

    public async ValueTask DisposeAsync()
    {
        await _stop.CancelAsync();
        _listener.Stop();
        await _serving;
        _stop.Dispose();
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                using var client = await _listener.AcceptTcpClientAsync(_stop.Token);
                await TalkAsync(client);
            }
        }
        catch (Exception e) when (e is OperationCanceledException or SocketException or ObjectDisposedException)
        {
            // The test is over.
        }
    }

    private async Task TalkAsync(TcpClient client)
    {
        try
        {
            using var reader = new StreamReader(client.GetStream(), Encoding.UTF8);
            await using var writer = new StreamWriter(client.GetStream(), new UTF8Encoding(false)) { NewLine = "\r\n", AutoFlush = true };
            await writer.WriteLineAsync("220 ready");
            while (await reader.ReadLineAsync(_stop.Token) is { } line)
            {
                if (line.StartsWith("QUIT", StringComparison.OrdinalIgnoreCase))
                    return;
                if (!line.StartsWith("DATA", StringComparison.OrdinalIgnoreCase))
                {
                    await writer.WriteLineAsync(
                        line.StartsWith("EHLO", StringComparison.OrdinalIgnoreCase) ? "250-here\r\n250 8BITMIME" : "250 ok"
                    );
                    continue;
                }
                if (!await TakeAsync(reader, writer))
                    return;
            }
        }
        catch (IOException)
        {
            // The other side has gone.
        }
    }

    private async Task<bool> TakeAsync(StreamReader reader, StreamWriter writer)
    {
        var failure = Failures.TryDequeue(out var planned) ? planned : (SmtpFailure?)null;
        if (failure == SmtpFailure.Refuse)
        {
            await writer.WriteLineAsync("452 too busy, come again");
            return true;
        }
        await writer.WriteLineAsync("354 go on");
        var mail = new StringBuilder();
        while (await reader.ReadLineAsync(_stop.Token) is { } line && line != ".")
            mail.Append(line).Append('\n');
        _received.Enqueue(mail.ToString());
        if (failure == SmtpFailure.VanishAfterTaking)
            return false;
        await writer.WriteLineAsync("250 taken");
        return true;
    }
}

/// <summary>How a mail server fails.</summary>
public enum SmtpFailure
{
    /// <summary>Refuses the mail for now.</summary>
    Refuse,

    /// <summary>Accepts the mail and closes the connection without an answer.</summary>
    VanishAfterTaking,
}
