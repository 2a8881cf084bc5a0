using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Records;

/// <summary>The fields of a record that the feed shows.</summary>
internal sealed record LatestRecord(
    long Id,
    int UnitId,
    int? ItemId,
    Channel Channel,
    DateTimeOffset AcceptedAt,
    DateOnly AcceptedDay,
    DateTimeOffset? ClosedAt,
    CaseOutcome? Outcome,
    DateTimeOffset? DueAt,
    bool Overdue,
    int SourceId,
    string CaseNo
);

/// <summary>Finds the latest records of a query; every statement reads along an index in the order of the result.</summary>
/// <param name="db">Its connection is open.</param>
internal sealed class LatestRecords(PortalDb db, RecordFeedQuery query, DistrictTime time)
{
    private const string Columns = """
        "Id", "UnitId", "ItemId", "Channel", "AcceptedAt", "AcceptedDay", "ClosedAt", "Outcome", "DueAt", "Overdue",
        "SourceId", "CaseNo"
        """;

    // The text contains only numbers that the portal computed, no user input. They are no parameters, because a generic plan would be
    // optimised for short periods and sort all records of a long one.
    private readonly string _filter = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        "Stream" = {(int)query.Stream} AND "AcceptedDay" BETWEEN {Days.ToNumber(query.From)} AND {Days.ToNumber(query.To)}{(
            query.Channel is { } channel ? $" AND \"Channel\" = {(int)channel}" : ""
        )}
        """
    );

    /// <summary>The latest records of all units, at most <paramref name="count"/>.</summary>
    public async Task<List<LatestRecord>> OfAllUnitsAsync(int count, CancellationToken cancellation)
    {
        await using var command = Command(
            string.Create(
                CultureInfo.InvariantCulture,
                $"""
                SELECT {Columns} FROM "Records" WHERE {_filter}
                ORDER BY "AcceptedDay" DESC, "AcceptedAt" DESC, "Id" DESC LIMIT {count}
                """
            )
        );
        return await ReadAsync(command, cancellation);
    }

    /// <summary>The latest records of each unit: a superset of the latest of all these units together.</summary>
    public Task<List<LatestRecord>> PerUnitAsync(IReadOnlySet<int> units, CancellationToken cancellation) =>
        db.Database.IsNpgsql() ? PerUnitByLateralJoinAsync(units, cancellation) : PerUnitByLoopAsync(units, cancellation);

    /// <summary>The names of the sources, by id.</summary>
    public async Task<IReadOnlyDictionary<int, string>> SourceNamesAsync(IEnumerable<int> sourceIds, CancellationToken cancellation)
    {
        var ids = string.Join(',', sourceIds.Distinct().Select(id => id.ToString(CultureInfo.InvariantCulture)).DefaultIfEmpty("NULL"));
        await using var command = Command($"SELECT \"Id\", \"Name\" FROM \"RecordSources\" WHERE \"Id\" IN ({ids})");
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var names = new Dictionary<int, string>();
        while (await rows.ReadAsync(cancellation))
            names[rows.GetInt32(0)] = rows.GetString(1);
        return names;
    }

    private async Task<List<LatestRecord>> PerUnitByLoopAsync(IReadOnlySet<int> units, CancellationToken cancellation)
    {
        await using var command = Command(OfUnit("@unit"));
        var unit = Add(command, "@unit", 0);
        var found = new List<LatestRecord>();
        foreach (var id in units)
        {
            unit.Value = id;
            found.AddRange(await ReadAsync(command, cancellation));
        }
        return found;
    }

    private async Task<List<LatestRecord>> PerUnitByLateralJoinAsync(IReadOnlySet<int> units, CancellationToken cancellation)
    {
        await using var command = Command($"SELECT r.* FROM unnest(@units) AS u(id) CROSS JOIN LATERAL ({OfUnit("u.id")}) AS r");
        Add(command, "@units", units.ToArray());
        return await ReadAsync(command, cancellation);
    }

    // The index is by instant, the query by day: one more day at both ends includes all instants in every time zone.
    private string OfUnit(string unit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {Columns} FROM "Records" WHERE "UnitId" = {unit} AND {_filter}
              AND "AcceptedAt" BETWEEN {Instants.ToMicroseconds(time.StartOf(query.From).AddDays(-1))} AND {Instants.ToMicroseconds(
                time.EndOf(query.To).AddDays(1)
            )}
            ORDER BY "AcceptedAt" DESC, "Id" DESC LIMIT {query.Count}
            """
        );

    private DbCommand Command(string sql)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static DbParameter Add(DbCommand command, string name, object value)
    {
        var parameter = command.CreateParameter();
        (parameter.ParameterName, parameter.Value) = (name, value);
        command.Parameters.Add(parameter);
        return parameter;
    }

    private static async Task<List<LatestRecord>> ReadAsync(DbCommand command, CancellationToken cancellation)
    {
        await using var rows = await command.ExecuteReaderAsync(cancellation);
        var found = new List<LatestRecord>();
        while (await rows.ReadAsync(cancellation))
            found.Add(Read(rows));
        return found;
    }

    private static LatestRecord Read(DbDataReader row) =>
        new(
            row.GetInt64(0),
            row.GetInt32(1),
            row.IsDBNull(2) ? null : row.GetInt32(2),
            (Channel)row.GetInt16(3),
            Instants.FromMicroseconds(row.GetInt64(4)),
            Days.FromNumber(row.GetInt32(5)),
            Instant(row, 6),
            row.IsDBNull(7) ? null : (CaseOutcome)row.GetInt16(7),
            Instant(row, 8),
            row.GetBoolean(9),
            row.GetInt32(10),
            row.GetString(11)
        );

    private static DateTimeOffset? Instant(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : Instants.FromMicroseconds(row.GetInt64(column));
}
