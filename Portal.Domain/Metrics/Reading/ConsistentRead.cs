using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics.Reading;

/// <summary>
/// Runs many queries for figures against one version of the figures, so that totals and their parts agree although folds run meanwhile.
/// </summary>
/// <remarks>Optimistic: repeats the read when the version changed during it, and blocks folds during the last attempt.</remarks>
public sealed class ConsistentRead(IDbContextFactory<PortalDb> databases, WriteGate gate, IMetricsReader metrics)
{
    /// <summary>Number of attempts without blocking folds.</summary>
    public const int Attempts = 3;

    /// <param name="read">Runs all queries. It may be called several times, and must not enter the <see cref="WriteGate"/>.</param>
    public async Task<T> ReadAsync<T>(Func<Task<T>> read, CancellationToken cancellation)
    {
        for (var attempt = 0; attempt < Attempts; attempt++)
        {
            var before = await metrics.VersionAsync(cancellation);
            var answer = await read();
            if (await metrics.VersionAsync(cancellation) == before)
                return answer;
        }

        // Folds are more frequent than a read takes: block them once.
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var block = await gate.BeginAsync(db, WriteLane.Metrics, cancellation);
        return await read();
    }
}
