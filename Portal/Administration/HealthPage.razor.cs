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
    private readonly ComponentLifetime _gone = new();
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
        var report = await Checks.CheckHealthAsync(IsShown, _gone.Token);
        var doubtful = new List<DoubtfulCount>();
        foreach (var stream in Enum.GetValues<RecordStream>())
        {
            var filter = new RecordFilter(stream) { Doubtful = true };
            doubtful.Add(new(stream, await Search.CountAsync(actor, filter, DoubtfulHealth.MostCounted, _gone.Token)));
        }
        return new([.. report.Entries.Select(entry => StateOf(entry.Key, entry.Value))], doubtful);
    }

    /// <summary>Those of <c>/health/ready</c>, but the doubtful records: the page counts those of the reader's units itself.</summary>
    internal static bool IsShown(HealthCheckRegistration check) =>
        HealthEndpoints.IsOfReadiness(check) && check.Name != HealthEndpoints.Doubtful;

    private static CheckState StateOf(string name, HealthReportEntry entry) => new(name, entry.Status, HealthDetails.Read(entry));

    private static string Tone(HealthStatus state) =>
        state switch
        {
            HealthStatus.Healthy => "good",
            HealthStatus.Degraded => "warning",
            _ => "red-card",
        };

    private static string ListOf(RecordStream stream) => new RecordsAddress { Stream = stream, Doubtful = true }.ToUri();

    private string Number(long count) =>
        count > DoubtfulHealth.MostCounted ? L["DoubtfulMany", $"{DoubtfulHealth.MostCounted:N0}"] : $"{count:N0}";
}
