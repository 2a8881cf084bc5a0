using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Npgsql;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Domain.Data.Zones;
using Portal.Domain.Metrics.Folding;

namespace Portal.Domain.Moving;

/// <summary>Builds the domain's services for the PostgreSQL database of a connection string; the caller disposes of them.</summary>
public delegate ServiceProvider MoveTargetServices(string connectionString);

/// <summary>Copies all data from a SQLite file to an empty PostgreSQL database, with unchanged ids and values.</summary>
/// <remarks>
/// Copies all tables of the model in one transaction, and compares both sides by count and hash before the commit; afterwards the figures
/// are recomputed from the records on both sides. After any error the target is empty again. The source is only read.
/// </remarks>
public sealed class DatabaseMove(
    IDbContextFactory<PortalDb> databases,
    DatabaseOptions options,
    DatabaseZone zone,
    MetricsAudit audit,
    MoveTargetServices targetServices
)
{
    private const int RowsBetweenReports = 5_000;

    /// <param name="to">The connection string of the PostgreSQL database.</param>
    /// <param name="progress">Called every few thousand rows.</param>
    /// <param name="cancellation">Cancels the move; the target is empty afterwards.</param>
    /// <exception cref="MoveException">The move failed; the message names the table that caused it, if any.</exception>
    /// <exception cref="UnusableDatabaseException">The database counts days by another time zone than the setting names.</exception>
    public async Task<MoveResult> RunAsync(string to, IProgress<MoveProgress>? progress = null, CancellationToken cancellation = default)
    {
        if (options.Kind != DatabaseKind.Sqlite)
            throw new MoveException("Only a SQLite database can be moved; this portal is on PostgreSQL already.");
        await using var from = await databases.CreateDbContextAsync(cancellation);
        using var source = await MoveSource.OpenAsync(options.File, from, cancellation);
        zone.Adopt(await StoredZone.ReadAsync(from, cancellation), options.Place);
        await using var services = targetServices(to);
        await using var db = await services.GetRequiredService<IDbContextFactory<PostgresPortalDb>>().CreateDbContextAsync(cancellation);
        var tables = MoveTable.All(from, db);

        progress?.Report(new(MoveStage.Figures));
        var before = await audit.VerifyAsync(cancellation);
        await using var target = await MoveTarget.CreateAsync(db, cancellation);
        var moved = await CopyAsync(source, target, tables, progress, cancellation);
        await target.CommitAsync(cancellation);
        try
        {
            progress?.Report(new(MoveStage.Figures));
            await target.AnalyzeAsync(cancellation);
            var after = await services.GetRequiredService<MetricsAudit>().VerifyAsync(cancellation);
            if (!after.SequenceEqual(before))
                throw new MoveException($"MetricCells: verify found {before.Count} differences before and {after.Count} others after.");
        }
        catch
        {
            await target.DropAsync(tables);
            throw;
        }
        return new(moved, before.Count);
    }

    private static async Task<IReadOnlyList<MovedTable>> CopyAsync(
        MoveSource source,
        MoveTarget target,
        IReadOnlyList<MoveTable> tables,
        IProgress<MoveProgress>? progress,
        CancellationToken cancellation
    )
    {
        var moved = new List<MovedTable>();
        foreach (var table in tables)
        {
            try
            {
                await target.EmptyAsync(table, cancellation);
                var read = Copy(source, target, table, progress, cancellation);
                await target.ContinueIdentityAsync(table, source.HighestId(table), cancellation);
                var kept = Digest(target, table, read.Rows, progress, cancellation);
                if (kept != read)
                    throw new MoveException(
                        $"{table.Name}: {read.Rows} rows with hash {read} were read, {kept.Rows} with hash {kept} were kept."
                    );
                moved.Add(new(table.Name, read));
            }
            catch (Exception broken)
                when (broken
                        is NpgsqlException
                            or Microsoft.Data.Sqlite.SqliteException
                            or InvalidCastException
                            or FormatException
                            or OverflowException
                )
            {
                throw new MoveException($"{table.Name}: {(broken as PostgresException)?.MessageText ?? broken.Message}", broken);
            }
        }
        return moved;
    }

    private static MoveDigest Copy(
        MoveSource source,
        MoveTarget target,
        MoveTable table,
        IProgress<MoveProgress>? progress,
        CancellationToken cancellation
    )
    {
        var digest = new MoveDigester();
        var total = source.Count(table);
        Report(MoveStage.Copying, table, 0, total, progress, cancellation);
        using var select = source.Select(table);
        using var rows = select.ExecuteReader();
        using var importer = target.Write(table);
        while (rows.Read())
        {
            importer.StartRow();
            for (var i = 0; i < table.Columns.Count; i++)
                Copy(table, i, rows, importer, digest);
            digest.EndRow();
            Report(MoveStage.Copying, table, digest.Sum.Rows, total, progress, cancellation);
        }
        importer.Complete();
        return digest.Sum;
    }

    private static void Copy(
        MoveTable table,
        int i,
        System.Data.Common.DbDataReader rows,
        NpgsqlBinaryImporter importer,
        MoveDigester digest
    )
    {
        try
        {
            table.Columns[i].Copy(rows, i, importer, digest);
        }
        catch (MoveException refused)
        {
            throw new MoveException($"{table.Name}.{table.Columns[i].Name}, row {digest.Sum.Rows + 1}: {refused.Message}.", refused);
        }
    }

    private static MoveDigest Digest(
        MoveTarget target,
        MoveTable table,
        long total,
        IProgress<MoveProgress>? progress,
        CancellationToken cancellation
    )
    {
        var digest = new MoveDigester();
        Report(MoveStage.Checking, table, 0, total, progress, cancellation);
        using var select = target.Select(table);
        using var rows = select.ExecuteReader();
        while (rows.Read())
        {
            for (var i = 0; i < table.Columns.Count; i++)
                table.Columns[i].Digest(rows, i, digest);
            digest.EndRow();
            Report(MoveStage.Checking, table, digest.Sum.Rows, total, progress, cancellation);
        }
        return digest.Sum;
    }

    private static void Report(
        MoveStage stage,
        MoveTable table,
        long done,
        long total,
        IProgress<MoveProgress>? progress,
        CancellationToken cancellation
    )
    {
        if (done % RowsBetweenReports != 0)
            return;
        cancellation.ThrowIfCancellationRequested();
        progress?.Report(new(stage, table.Name, done, total));
    }
}
