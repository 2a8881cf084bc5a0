using System.Globalization;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Portal.Domain.Access;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;

namespace Portal.Health;

/// <summary>
/// Tells how many records are doubtful. They are no failure: the check is always healthy, and its description has the numbers.
/// </summary>
/// <remarks>Proxies ask every few seconds, so it counts again only every few minutes, up to a bound.</remarks>
public sealed class DoubtfulHealth(RecordSearch search, TimeProvider time) : IHealthCheck
{
    /// <summary>Beyond this it is said only that there are more.</summary>
    public const int MostCounted = 10_000;

    private static readonly TimeSpan s_keptFor = TimeSpan.FromMinutes(5);

    private Counted? _last;

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        // Two checks at once may both count: the numbers are the same.
        if (_last is not { } last || time.GetElapsedTime(last.CountedAt) >= s_keptFor)
            _last = last = new(time.GetTimestamp(), await CountAsync(cancellationToken));
        return HealthCheckResult.Healthy(last.Text);
    }

    private async Task<string> CountAsync(CancellationToken cancellation)
    {
        var (cases, appeals) = (await CountAsync(RecordStream.Cases, cancellation), await CountAsync(RecordStream.Appeals, cancellation));
        return $"Doubtful records: {cases} cases, {appeals} appeals.";
    }

    private async Task<string> CountAsync(RecordStream stream, CancellationToken cancellation)
    {
        var count = await search.CountAsync(Actor.System, new RecordFilter(stream) { Doubtful = true }, MostCounted, cancellation);
        return count > MostCounted
            ? string.Create(CultureInfo.InvariantCulture, $"more than {MostCounted}")
            : count.ToString(CultureInfo.InvariantCulture);
    }

    private sealed record Counted(long CountedAt, string Text);
}
