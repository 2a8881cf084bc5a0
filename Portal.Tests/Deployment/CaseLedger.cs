using System.Collections.Concurrent;
using System.Globalization;
using System.Net.Http.Json;
using Portal.Tests.Support;

namespace Portal.Tests.Deployment;

/// <summary>
/// Another system that sends cases without a pause and keeps a ledger: the acknowledged cases, and those sent again because no answer came.
/// </summary>
internal sealed class CaseLedger : IAsyncDisposable
{
    private static readonly TimeSpan s_pause = TimeSpan.FromMilliseconds(100);

    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(60);

    private readonly HttpClient _client;
    private readonly CancellationTokenSource _stop = new();
    private readonly ConcurrentQueue<string> _acknowledged = new();
    private Task _sending = Task.CompletedTask;
    private int _next;
    private int _again;

    /// <param name="portal">The address of the portal.</param>
    /// <param name="key">Its key.</param>
    /// <param name="before">How many cases others had sent.</param>
    public CaseLedger(Uri portal, string key, int before)
    {
        Before = before;
        _client = new() { BaseAddress = portal, Timeout = TimeSpan.FromSeconds(10) };
        _client.DefaultRequestHeaders.Add("X-Api-Key", key);
    }

    /// <summary>The numbers of the acknowledged cases.</summary>
    public IReadOnlyCollection<string> Acknowledged => _acknowledged;

    /// <summary>How many cases the portal had when the first was sent.</summary>
    public int Before { get; }

    /// <summary>How many cases a page has to show by now.</summary>
    public int Expected => Before + _acknowledged.Count;

    /// <summary>The prefix of its numbers.</summary>
    public string Name { get; } = $"L{Guid.NewGuid():n}-";

    /// <summary>How often no answer came, or the answer to try again.</summary>
    public int SentAgain => _again;

    public void Begin() => _sending = SendAsync();

    /// <summary>Sends no new case; the last one is sent until it is acknowledged.</summary>
    public async Task EndAsync()
    {
        await _stop.CancelAsync();
        await _sending;
    }

    /// <summary>Sends one case to an address of its own choosing, until it is acknowledged.</summary>
    public async Task SendOneAsync(Uri portal)
    {
        var number = Number();
        await Cluster.UntilAsync(() => TryAsync(new Uri(portal, "api/v1/cases"), number), s_patience, () => "The case was not taken.");
        _acknowledged.Enqueue(number);
    }

    public async ValueTask DisposeAsync()
    {
        await EndAsync();
        _client.Dispose();
        _stop.Dispose();
    }

    private async Task SendAsync()
    {
        using var pause = new PeriodicTimer(s_pause);
        var address = new Uri(_client.BaseAddress!, "api/v1/cases");
        while (!_stop.IsCancellationRequested)
        {
            var number = Number();
            while (!await TryAsync(address, number))
            {
                _again++;
                await pause.WaitForNextTickAsync();
            }
            _acknowledged.Enqueue(number);
            await pause.WaitForNextTickAsync();
        }
    }

    private string Number() => Name + Interlocked.Increment(ref _next).ToString(CultureInfo.InvariantCulture);

    private async Task<bool> TryAsync(Uri address, string caseNo)
    {
        try
        {
            var message = new
            {
                source = "ledger",
                caseNo,
                unitCode = SampleData.Community,
                itemCode = SampleData.Licence,
                acceptedAt = "2014-10-08T09:00:00+08:00",
            };
            using var answer = await _client.PostAsJsonAsync(address, new[] { message });
            if (!answer.IsSuccessStatusCode)
                return false;
            var counts = await answer.Content.ReadFromJsonAsync<Counts>();
            Assert.True(counts!.Created + counts.Unchanged == 1, counts.ToString());
            return true;
        }
        catch (Exception e) when (e is HttpRequestException or TaskCanceledException or IOException)
        {
            return false;
        }
    }

    private sealed record Counts(int Created, int Unchanged, int Rejected);
}
