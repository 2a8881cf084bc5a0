using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;

namespace Portal.Benchmarks.Live;

/// <summary>Sends one case after the other through the API, and registers the count that pages have to show then.</summary>
internal sealed partial class CasePoster(Uri portal, string key, ExpectedCounts announcements) : IDisposable
{
    private readonly HttpClient _client = new() { BaseAddress = portal, DefaultRequestHeaders = { { "X-Api-Key", key } } };
    private readonly string _source = $"viewers-{Guid.NewGuid():N}";
    private long _count;
    private int _sent;

    /// <summary>Reads the present count from a page.</summary>
    public void StartFrom(string page) =>
        _count = long.Parse(Accepted().Match(page).Groups["count"].Value, NumberStyles.Number, CultureInfo.InvariantCulture);

    public async Task PostAsync()
    {
        var announcement = announcements.Expect(++_count);
        var number = ++_sent;
        var unit = $"S{number % Workbench.Streets}C{number % Workbench.CommunitiesPerStreet}";
        var line = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            source,caseNo,unitCode,itemCode,channel,acceptedAt,closedAt,outcome,satisfaction
            {_source},{number},{unit},I{number % Workbench.Items},window,2014-10-28T09:00:00,2014-10-28T09:{number % 60:00}:00,completed,5

            """
        );
        using var body = new StringContent(line, Encoding.UTF8, "text/csv");
        using var answer = await _client.PostAsync(new Uri("api/v1/cases", UriKind.Relative), body);
        answer.EnsureSuccessStatusCode();
        announcement.Accepted();
    }

    /// <summary>Sends that many, one every interval, and waits a moment for the last to be shown.</summary>
    public async Task PostAsync(int count, TimeSpan interval)
    {
        using var timer = new PeriodicTimer(interval);
        for (var i = 0; i < count; i++)
        {
            await PostAsync();
            await timer.WaitForNextTickAsync();
        }
        await Task.Delay(TimeSpan.FromSeconds(3));
    }

    public void Dispose() => _client.Dispose();

    [GeneratedRegex("data-metric=\"accepted\"[^>]*>(?<count>[0-9,]+)<", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Accepted();
}
