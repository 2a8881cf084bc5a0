using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Health;
using Portal.Records.Lists;

namespace Portal.Administration;

/// <summary>What the health checks find now, and how many doubtful records the reader's units have.</summary>
public sealed partial class HealthPage : IDisposable
{
    /// <summary>Beyond this the page says only that there are more.</summary>
    internal const int MostCounted = 10_000;

    private readonly CancellationTokenSource _gone = new();
    private HealthView? _read;

    [Inject]
    private HealthCheckService Checks { get; set; } = default!;

    [Inject]
    private RecordSearch Search { get; set; } = default!;

    [Inject]
    private CurrentActor Actors { get; set; } = default!;

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    protected override async Task OnInitializedAsync() => _read = await Opening.ReadAsync("health", ReadAsync);

    public void Dispose()
    {
        _gone.Cancel();
        _gone.Dispose();
    }

    private async Task<HealthView> ReadAsync()
    {
        var actor = await Actors.GetAsync();
        var report = await Checks.CheckHealthAsync(HealthEndpoints.IsOfReadiness, _gone.Token);
        var doubtful = new List<DoubtfulCount>();
        foreach (var stream in Enum.GetValues<RecordStream>())
        {
            var filter = new RecordFilter(stream) { Doubtful = true };
            doubtful.Add(new(stream, await Search.CountAsync(actor, filter, MostCounted, _gone.Token)));
        }
        return new([.. report.Entries.Select(entry => new CheckState(entry.Key, entry.Value.Status.ToString()))], doubtful);
    }

    private static string ListOf(RecordStream stream) => new RecordsAddress { Stream = stream, Doubtful = true }.ToUri();

    private string Number(long count) => count > MostCounted ? L["DoubtfulMany", $"{MostCounted:N0}"] : $"{count:N0}";
}
