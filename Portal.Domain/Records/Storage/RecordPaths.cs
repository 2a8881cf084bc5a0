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

    /// <summary>One way: the condition in SQL by which its index finds the records, and the values in it.</summary>
    /// <param name="Index">The index; null for the order of the ids.</param>
    /// <param name="Condition">With {1} and {2} for the instants of acceptance, from {3} on for <paramref name="Values"/>.</param>
    /// <param name="Values">The values.</param>
    /// <param name="IsSorted">Along the index the records come in order of acceptance.</param>
    public sealed record Way(string? Index, string Condition, object[] Values, bool IsSorted);

    /// <summary>The units' own records.</summary>
    /// <param name="units">At most some hundreds.</param>
    public Way OfUnits(int[] units) =>
        units is [var only]
            ? new(RecordIndexes.Unit, "\"UnitId\" = {3} AND " + Accepted, [only], IsSorted: true)
            : new(RecordIndexes.Unit, $"\"UnitId\" {AnyOf("{3}")} AND {Accepted}", [List(units)], IsSorted: false);

    /// <summary>The records of one item.</summary>
    public static Way OfItem(int item) => new(RecordIndexes.Item, "\"ItemId\" = {3} AND " + Accepted, [item], IsSorted: true);

    /// <summary>The records with one of these combinations of attention.</summary>
    public Way OfAttention(IReadOnlyList<RecordAttention> states) =>
        new(RecordIndexes.Due, "\"Attention\" " + AnyOf("{3}"), [List(Numbers(states))], IsSorted: false);

    /// <summary>The units' records with one of these combinations of attention.</summary>
    public Way OfAttention(IReadOnlyList<RecordAttention> states, int[] units) =>
        new(
            RecordIndexes.Due,
            $"\"Attention\" {AnyOf("{3}")} AND \"UnitId\" {AnyOf("{4}")}",
            [List(Numbers(states)), List(units)],
            IsSorted: false
        );

    /// <summary>The records with this combination of attention, in order of due times.</summary>
    public static Way ByDue(RecordAttention state) => new(RecordIndexes.Due, "\"Attention\" = {3}", [(short)state], IsSorted: false);

    /// <summary>The records accepted from the first to the last instant.</summary>
    /// <param name="days">The same as numbers of days; days beyond do no harm.</param>
    public static Way OfDays((int First, int Last) days) =>
        new(RecordIndexes.Day, "\"AcceptedDay\" BETWEEN {3} AND {4}", [days.First, days.Last], IsSorted: false);

    /// <summary>The records with this number, of any source.</summary>
    public static Way OfNumber(string caseNo) =>
        new(RecordIndexes.Number, "\"SourceId\" IN (SELECT \"Id\" FROM \"RecordSources\") AND \"CaseNo\" = {3}", [caseNo], IsSorted: false);

    /// <summary>All records, in order of the day of acceptance.</summary>
    public static Way ByDay { get; } = new(RecordIndexes.Day, "TRUE", [], IsSorted: false);

    /// <summary>All records, in order of closing.</summary>
    public static Way ByClosing { get; } = new(RecordIndexes.Closed, "TRUE", [], IsSorted: false);

    /// <summary>All records with time used, in order of it.</summary>
    public static Way ByUsed { get; } = new(RecordIndexes.Used, RecordIndexes.HasUsed, [], IsSorted: false);

    /// <summary>All records, in order of their ids.</summary>
    public static Way ById { get; } = new(Index: null, "TRUE", [], IsSorted: false);

    /// <summary>All records, in order of their sources and numbers.</summary>
    public static Way ByNumber { get; } = new(RecordIndexes.Number, "TRUE", [], IsSorted: false);

    /// <summary>The number of records along the way, at most <paramref name="most"/>: read from the index alone.</summary>
    public async Task<long> CountAsync(Way way, int most, CancellationToken cancellation)
    {
        var sql = $"SELECT COUNT(*) AS \"Value\" FROM (SELECT 1 FROM {From(way)} LIMIT {most.ToString(CultureInfo.InvariantCulture)}) AS r";
        return (await db.Database.SqlQuery<long>(FormattableStringFactory.Create(sql, Values(way))).ToListAsync(cancellation))[0];
    }

    /// <summary>Those of the combinations that records have.</summary>
    public async Task<IReadOnlyList<RecordAttention>> ExistingAsync(IReadOnlyList<RecordAttention> states, CancellationToken cancellation)
    {
        // The limit keeps PostgreSQL from joining all records.
        var each = _isPostgres ? "unnest({1}) AS s(value)" : "json_each({1}) AS s";
        var sql = $$"""
            SELECT s.value AS "Value" FROM {{each}} WHERE (SELECT 1 FROM "Records"{{IndexedBy(RecordIndexes.Due)}}
            WHERE "Stream" = {0} AND "Attention" = s.value LIMIT 1) = 1
            """;
        var found = await db
            .Database.SqlQuery<int>(FormattableStringFactory.Create(sql, (short)stream, List(Numbers(states))))
            .ToListAsync(cancellation);
        return [.. found.Order().Select(state => (RecordAttention)state)];
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

    private string From(Way way) => $"\"Records\"{IndexedBy(way.Index)} WHERE \"Stream\" = {{0}} AND {way.Condition}";

    private string IndexedBy(string? index) =>
        _isPostgres ? ""
        : index is null ? " NOT INDEXED"
        : $" INDEXED BY \"{index}\"";

    private object[] Values(Way way) => [(short)stream, accepted.First, accepted.Last, .. way.Values];

    private string AnyOf(string place) => _isPostgres ? $"= ANY ({place})" : $"IN (SELECT value FROM json_each({place}))";

    // One value: one parameter for each member would soon exceed the database's limit.
    private object List(int[] ids) => _isPostgres ? ids : JsonSerializer.Serialize(ids);

    private static int[] Numbers(IReadOnlyList<RecordAttention> states) => [.. states.Select(state => (int)state)];
}
