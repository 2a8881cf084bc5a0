using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;

namespace Portal.Domain.Metrics.Folding;

/// <summary>
/// Counts the days of a database by another time zone: the days and limits of every record, and every figure, are written anew.
/// </summary>
/// <remarks>
/// The work is too much for one transaction. The first one notes the zone to which the database is changed: from its commit on only this
/// process may write, and no process starts. Then records are recomputed from what their sources sent, cells from the records, and the last
/// transaction makes the noted zone the database's. A kill before the first commit leaves the old zone with the old figures. A kill after
/// it leaves the note, by which every start is refused and says what to do; the same command, or one that names the old zone, begins the
/// work anew, which can be repeated. What people or sources gave as a day (suspensions, months of sheets, validity of units and items)
/// stays that day.
/// </remarks>
public sealed class TimeZoneChange(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    DatabasePreparation preparation,
    DatabaseZone zone,
    RecordRederivation rederivation,
    MetricsAudit audit,
    MetricsFolder folder
)
{
    // A transaction of the portal takes seconds.
    private const string Patience = "SET LOCAL lock_timeout = '30s'";

    /// <summary>Changes the database to the zone; with its present zone it only writes everything anew.</summary>
    /// <returns>Number of records that changed, and of cells with a measure that is not zero.</returns>
    /// <exception cref="UnusableDatabaseException">
    /// The database is missing, damaged, not the portal's or of another version; or on PostgreSQL something uses it without end.
    /// </exception>
    /// <exception cref="BackupException">A process of the portal is running on the SQLite file.</exception>
    public async Task<(int Records, long Cells)> RunAsync(TimeZoneInfo to, CancellationToken cancellation = default)
    {
        var result = (0, 0L);
        await preparation.RunAloneAsync(async stop => result = await ChangeAsync(to, stop), cancellation);
        return result;
    }

    private async Task<(int Records, long Cells)> ChangeAsync(TimeZoneInfo to, CancellationToken cancellation)
    {
        zone.BeginChange(to);
        try
        {
            await NoteAsync(to.Id, cancellation);
            var records = await rederivation.AllWithoutFiguresAsync(cancellation);
            var cells = await audit.RebuildAsync(cancellation);
            await folder.FoldAllAsync(cancellation); // changes that waited: the cells were corrected as if they were in them
            await FinishAsync(to.Id, cancellation);
            return (records, cells);
        }
        finally
        {
            zone.EndChange();
        }
    }

    private async Task NoteAsync(string to, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await db.Database.BeginTransactionAsync(cancellation);
        try
        {
            // Every transaction that writes has read this table: the lock waits for the end of those that began before, so that none
            // stores a day of the old zone later. Those that begin meanwhile wait, and then read the note.
            if (options.Kind == DatabaseKind.Postgres)
            {
                await db.Database.ExecuteSqlRawAsync(Patience, cancellation);
                await db.Database.ExecuteSqlRawAsync("""LOCK TABLE "Installation" IN ACCESS EXCLUSIVE MODE""", cancellation);
            }
        }
        catch (PostgresException busy) when (busy.SqlState == PostgresErrorCodes.LockNotAvailable)
        {
            throw new UnusableDatabaseException(ZoneRefusals.Busy(options.Place), busy);
        }
        await db.Installations.ExecuteUpdateAsync(i => i.SetProperty(x => x.NextTimeZone, to), cancellation);
        await transaction.CommitAsync(cancellation);
    }

    private async Task FinishAsync(string to, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await db.Installations.ExecuteUpdateAsync(
            i => i.SetProperty(x => x.TimeZone, to).SetProperty(x => x.NextTimeZone, (string?)null),
            cancellation
        );
    }
}
