using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;
using System.Text;
using Portal.Domain.Webhooks.Hosts;
using Portal.Domain.Webhooks.Messages;
using Portal.Domain.Webhooks.Outbox;
using Portal.Domain.Webhooks.Subscriptions;

namespace Portal.Jobs.Webhooks;

/// <summary>Posts one message to its receiver, signed as Standard Webhooks says, and tells how the attempt ended.</summary>
/// <remarks>
/// It follows no redirect, keeps no cookie, uses no proxy, and reads little of an answer. A connection is made only to an address that the
/// setting permits, after the name was resolved: a name that leads elsewhere meanwhile leads nowhere.
/// </remarks>
public sealed class WebhookClient : IDisposable
{
    /// <summary>How long an attempt may take, the connection included.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(10);

    // The answers of robots have some hundred bytes.
    private const int MostAnswerBytes = 16 * 1024;
    private const int MostHeaderKilobytes = 16;

    private readonly WebhookOptions _options;
    private readonly WebhookSecrets _secrets;
    private readonly TimeProvider _clock;
    private readonly HttpMessageInvoker _http;

    public WebhookClient(WebhookOptions options, WebhookSecrets secrets, TimeProvider clock)
    {
        (_options, _secrets, _clock) = (options, secrets, clock);
        _http = new(
            new SocketsHttpHandler
            {
                AllowAutoRedirect = false,
                UseCookies = false,
                UseProxy = false,
                AutomaticDecompression = DecompressionMethods.None,
                ConnectCallback = ConnectAsync,
                ConnectTimeout = Patience,
                MaxResponseHeadersLength = MostHeaderKilobytes,
                MaxResponseDrainSize = MostAnswerBytes,
                PooledConnectionIdleTimeout = TimeSpan.FromSeconds(30),
                PooledConnectionLifetime = TimeSpan.FromMinutes(2), // a name may lead elsewhere by then
            }
        );
    }

    /// <summary>Posts the message. Every failure is an answer; only the end of the process is an exception.</summary>
    /// <exception cref="OperationCanceledException">The process stops: it is unknown whether the receiver has the message.</exception>
    public async Task<WebhookResult> PostAsync(WebhookAttempt attempt, CancellationToken stop)
    {
        if (_options.Check(attempt.Address) is { } refusal)
            return new(DeliveryFailure.Forbidden, refusal.Code);
        if (Signers(attempt) is not { } secrets)
            return new(DeliveryFailure.Secret);
        using var patience = new CancellationTokenSource(Patience, _clock);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(patience.Token, stop);
        try
        {
            using var request = Request(attempt, secrets);
            using var answer = await _http.SendAsync(request, either.Token);
            return await ResultAsync(attempt.Format, answer, either.Token);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return new(DeliveryFailure.Timeout);
        }
        catch (HttpRequestException failed) when (failed.InnerException is ForbiddenAddressException forbidden)
        {
            return new(DeliveryFailure.Forbidden, forbidden.Message);
        }
        catch (Exception failed) when (failed is not (OperationCanceledException or OutOfMemoryException))
        {
            return new(DeliveryFailure.Connection, failed.GetBaseException().Message.ReplaceLineEndings(" "));
        }
    }

    public void Dispose() => _http.Dispose();

    // An old secret that cannot be read any more signs no more; the present one has to.
    private List<WebhookSecret>? Signers(WebhookAttempt attempt)
    {
        var secrets = attempt.Secrets.Select(_secrets.Unwrap).ToList();
        return secrets[0] is null ? null : [.. secrets.OfType<WebhookSecret>()];
    }

    private HttpRequestMessage Request(WebhookAttempt attempt, List<WebhookSecret> secrets)
    {
        var sentAt = _clock.GetUtcNow();
        var body = attempt.Message.Body(attempt.Format, attempt.Template);
        var request = new HttpRequestMessage(HttpMethod.Post, attempt.Address)
        {
            Content = new ByteArrayContent(body),
            Version = HttpVersion.Version11,
        };
        request.Content.Headers.ContentType = new("application/json") { CharSet = "utf-8" };
        request.Headers.UserAgent.Add(new ProductInfoHeaderValue("performance-portal", "1"));
        request.Headers.Add("webhook-id", attempt.Message.Id);
        request.Headers.Add("webhook-timestamp", sentAt.ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture));
        request.Headers.Add("webhook-signature", string.Join(' ', secrets.Select(s => s.Sign(attempt.Message.Id, sentAt, body))));
        return request;
    }

    private async Task<WebhookResult> ResultAsync(WebhookFormat format, HttpResponseMessage answer, CancellationToken cancellation)
    {
        if (answer.StatusCode == HttpStatusCode.Gone)
            return new(DeliveryFailure.Gone);
        if (!answer.IsSuccessStatusCode)
            return new(DeliveryFailure.Status, ((int)answer.StatusCode).ToString(CultureInfo.InvariantCulture), RetryAfter(answer));
        return RobotAnswer.IsExpected(format)
            ? RobotAnswer.Read(format, await StartAsync(answer, cancellation))
            : WebhookResult.Acknowledged;
    }

    private TimeSpan? RetryAfter(HttpResponseMessage answer)
    {
        var asked = answer.Headers.RetryAfter switch
        {
            { Delta: { } pause } => pause,
            { Date: { } at } => at - _clock.GetUtcNow(),
            _ => TimeSpan.Zero,
        };
        return asked > TimeSpan.Zero ? asked : null;
    }

    private static async Task<string> StartAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        await using var body = await answer.Content.ReadAsStreamAsync(cancellation);
        var start = new byte[MostAnswerBytes];
        var length = await body.ReadAtLeastAsync(start, start.Length, throwOnEndOfStream: false, cancellation);
        return Encoding.UTF8.GetString(start, 0, length);
    }

    private async ValueTask<Stream> ConnectAsync(SocketsHttpConnectionContext context, CancellationToken cancellation)
    {
        var host = context.DnsEndPoint.Host;
        var found = IPAddress.TryParse(host, out var literal) ? [literal] : await Dns.GetHostAddressesAsync(host, cancellation);
        var permitted = Array.FindAll(found, _options.Permits);
        if (permitted.Length == 0)
            throw new ForbiddenAddressException(string.Join(", ", found.Select(address => address.ToString())));
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(permitted, context.DnsEndPoint.Port, cancellation);
            return new NetworkStream(socket, ownsSocket: true);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The name of a receiver leads only to addresses that no setting permits.</summary>
    private sealed class ForbiddenAddressException(string addresses) : IOException(addresses);
}
