using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Domain.Data;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Several connections with one database snapshot, so that several threads can read it without blocking writers.</summary>
internal sealed class SharedSnapshot : IAsyncDisposable
{
    private readonly List<(PortalDb Db, IDbContextTransaction Transaction)> _readers = [];

    private SharedSnapshot() { }

    /// <summary>One context per reader; at least one.</summary>
    public IReadOnlyList<PortalDb> Readers => _readers.ConvertAll(r => r.Db);

    public static async Task<SharedSnapshot> BeginAsync(
        IDbContextFactory<PortalDb> databases,
        WriteGate gate,
        int readers,
        CancellationToken cancellation
    )
    {
        var snapshot = new SharedSnapshot();
        try
        {
            await snapshot.OpenAsync(databases, gate, readers, cancellation);
            return snapshot;
        }
        catch
        {
            await snapshot.DisposeAsync();
            throw;
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var (db, transaction) in _readers)
        {
            await transaction.DisposeAsync();
            await db.DisposeAsync();
        }
    }

    private async Task OpenAsync(IDbContextFactory<PortalDb> databases, WriteGate gate, int readers, CancellationToken cancellation)
    {
        await using var other = await databases.CreateDbContextAsync(cancellation);
        if (other.Database.IsNpgsql())
        {
            await JoinAsync(databases, readers, cancellation);
            return;
        }
        // SQLite: the gate blocks writers while the transactions begin, so that all see the same state. A single reader needs no gate.
        await using var block = readers == 1 ? null : await gate.BeginAsync(other, WriteLane.Metrics, cancellation);
        while (_readers.Count < readers)
        {
            var next = await AddAsync(databases, cancellation);
            await next.MetricsStates.AnyAsync(cancellation); // SQLite takes the snapshot at the first read
        }
    }

    private async Task JoinAsync(IDbContextFactory<PortalDb> databases, int readers, CancellationToken cancellation)
    {
        var first = await AddAsync(databases, cancellation);
        var name = await first.Database.SqlQuery<string>($"SELECT pg_export_snapshot() AS \"Value\"").SingleAsync(cancellation);
        while (_readers.Count < readers)
        {
            var next = await AddAsync(databases, cancellation);
#pragma warning disable EF1002 // The server's own name; the statement takes no parameters.
            await next.Database.ExecuteSqlRawAsync($"SET TRANSACTION SNAPSHOT '{name}'", cancellation);
#pragma warning restore EF1002
        }
    }

    private async Task<PortalDb> AddAsync(IDbContextFactory<PortalDb> databases, CancellationToken cancellation)
    {
        var db = await databases.CreateDbContextAsync(cancellation);
        try
        {
            _readers.Add((db, await Snapshots.BeginAsync(db, cancellation)));
            return db;
        }
        catch
        {
            await db.DisposeAsync();
            throw;
        }
    }
}
