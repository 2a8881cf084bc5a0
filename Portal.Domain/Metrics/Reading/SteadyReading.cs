using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics.Reading;

/// <summary>Lets somebody ask many questions of figures and have them answered as of one moment, whatever is folded meanwhile: totals and their parts agree.</summary>
public sealed class SteadyReading(IDbContextFactory<PortalDb> databases, WriteGate gate, IMetricsReader metrics)
{
    /// <summary>How often figures that changed meanwhile are read again before changes are kept waiting.</summary>
    public const int Attempts = 3;

    /// <param name="read">Asks all of it; may be called again, and must not pass the <see cref="WriteGate"/>.</param>
    public async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await metrics.VersionAsync(cancellation);
            var answer = await read();
            if (await metrics.VersionAsync(cancellation) == before)
                return answer;
        }

        // Changes come faster than they can be read, so they wait this once.
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var standstill = await gate.BeginAsync(db, WriteLane.Metrics, cancellation);
        return await read();
    }
}
