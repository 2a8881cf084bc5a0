using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using Portal.Domain.Data;

namespace Portal.Domain.Records.Storage;

/// <summary>The ways to the records of a stream, each along one index. Their records are then filtered and sorted.</summary>
/// <param name="db">The context.</param>
/// <param name="stream">Cases or appeals.</param>
/// <param name="accepted">The first and last instant of acceptance, in microseconds; days beyond the wanted ones do no harm.</param>
internal sealed class RecordPaths(PortalDb db, RecordStream stream, (long First, long Last) accepted)
{
    private const string Accepted = "\"AcceptedAt\" BETWEEN {1} AND {2}";

    private readonly bool _isPostgres = db.Database.GetDbConnection() is NpgsqlConnection;

    /// <summary>One way: the condition in SQL by which its index finds the records, and the value in it.</summary>
    /// <param name="IsSorted">Along the index the records come in order of acceptance.</param>
    public sealed record Way(string Index, string Condition, object? Value, bool IsSorted);

    /// <summary>The units' own records.</summary>
    /// <param name="units">At most some hundreds.</param>
    public Way OfUnits(int[] units)
    {
        if (units is [var only])
            return new(RecordIndexes.Unit, "\"UnitId\" = {3} AND " + Accepted, only, IsSorted: true);
        return _isPostgres
            ? new(RecordIndexes.Unit, "\"UnitId\" = ANY ({3}) AND " + Accepted, units, IsSorted: false)
            : new(
                RecordIndexes.Unit,
                "\"UnitId\" IN (SELECT value FROM json_each({3})) AND " + Accepted,
                JsonSerializer.Serialize(units),
                IsSorted: false
            );
    }

    /// <summary>The records of one item.</summary>
    public static Way OfItem(int item) => new(RecordIndexes.Item, "\"ItemId\" = {3} AND " + Accepted, item, IsSorted: true);

    /// <summary>The records that need attention.</summary>
    public static Way OfAttention { get; } =
        new(RecordIndexes.Attention, RecordIndexes.NeedsAttention + " AND " + Accepted, Value: null, IsSorted: true);

    /// <summary>
    /// The doubtful records, along the index of those that need attention. Greater than nothing, since an index finds nothing by "not
    /// equal".
    /// </summary>
    public static Way OfDoubts { get; } =
        new(
            RecordIndexes.Attention,
            RecordIndexes.NeedsAttention + " AND " + Accepted + " AND \"Doubts\" > 0",
            Value: null,
            IsSorted: true
        );

    /// <summary>The records with this number, of any source.</summary>
    public static Way OfNumber(string caseNo) =>
        new(RecordIndexes.Number, "\"SourceId\" IN (SELECT \"Id\" FROM \"RecordSources\") AND \"CaseNo\" = {3}", caseNo, IsSorted: false);

    /// <summary>All records, in order of the day of acceptance.</summary>
    public static Way ByDay { get; } = new(RecordIndexes.Day, "TRUE", Value: null, IsSorted: false);

    /// <summary>All records, in order of closing.</summary>
    public static Way ByClosing { get; } = new(RecordIndexes.Closed, "TRUE", Value: null, IsSorted: false);

    /// <summary>All records, in order of their sources and numbers.</summary>
    public static Way ByNumber { get; } = new(RecordIndexes.Number, "TRUE", Value: null, IsSorted: false);

    /// <summary>The number of records along the way, at most <paramref name="most"/>: read from the index alone.</summary>
    public async Task<long> CountAsync(Way way, int most, CancellationToken cancellation)
    {
        var sql = $"SELECT COUNT(*) AS \"Value\" FROM (SELECT 1 FROM {From(way)} LIMIT {most.ToString(CultureInfo.InvariantCulture)}) AS r";
        return (await db.Database.SqlQuery<long>(FormattableStringFactory.Create(sql, Values(way))).ToListAsync(cancellation))[0];
    }

    /// <summary>The records along the way.</summary>
    /// <param name="way">The way.</param>
    /// <param name="isWhole">
    /// All records are read and then sorted, else they are read in order until the page is full. PostgreSQL would otherwise guess which of
    /// the two is shorter, and often err.
    /// </param>
    public IQueryable<ServiceRecord> Read(Way way, bool isWhole)
    {
        var fence = isWhole && _isPostgres ? " OFFSET 0" : "";
        return db.Records.FromSql(FormattableStringFactory.Create($"SELECT * FROM {From(way)}{fence}", Values(way))).AsNoTracking();
    }

    private string From(Way way) =>
        $"\"Records\"{(_isPostgres ? "" : $" INDEXED BY \"{way.Index}\"")} WHERE \"Stream\" = {{0}} AND {way.Condition}";

    private object[] Values(Way way) => [(short)stream, accepted.First, accepted.Last, .. way.Value is null ? (object[])[] : [way.Value]];
}
