using System.Data.Common;
using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Shared;

namespace Portal.Domain.Records;

/// <summary>What the feed shows of a record.</summary>
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
    bool Overdue
);

/// <summary>The statements that find the latest records of a question, each along an index that is in their order.</summary>
/// <param name="db">Its connection is open.</param>
internal sealed class LatestRecords(PortalDb db, RecordFeedQuery query, DistrictTime time)
{
    private const string Columns = """
        "Id", "UnitId", "ItemId", "Channel", "AcceptedAt", "AcceptedDay", "ClosedAt", "Outcome", "DueAt", "Overdue"
        """;

    // Only numbers of the portal's own go into the text, nothing that anybody sent. Into the text, because a plan for any period
    // would be one for short ones, which sorts all there is.
    private readonly string _matching = string.Create(
        CultureInfo.InvariantCulture,
        $"""
        "Stream" = {(int)query.Stream} AND "AcceptedDay" BETWEEN {Days.ToNumber(query.From)} AND {Days.ToNumber(query.To)}{(
            query.Channel is { } channel ? $" AND \"Channel\" = {(int)channel}" : ""
        )}
        """
    );

    /// <summary>So many of all units.</summary>
    public async Task<List<LatestRecord>> WalkAsync(int count, CancellationToken cancellation)
    {
        await using var command = Command(
            string.Create(
                CultureInfo.InvariantCulture,
                $"SELECT {Columns} FROM \"Records\" WHERE {_matching} ORDER BY \"AcceptedDay\" DESC, \"AcceptedAt\" DESC, \"Id\" DESC LIMIT {count}"
            )
        );
        return await ReadAsync(command, cancellation);
    }

    /// <summary>The latest of the units, and perhaps more.</summary>
    public Task<List<LatestRecord>> OfEachAsync(IReadOnlySet<int> units, CancellationToken cancellation) =>
        db.Database.IsNpgsql() ? OfEachAtOnceAsync(units, cancellation) : OfEachInTurnAsync(units, cancellation);

    private async Task<List<LatestRecord>> OfEachInTurnAsync(IReadOnlySet<int> units, CancellationToken cancellation)
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

    private async Task<List<LatestRecord>> OfEachAtOnceAsync(IReadOnlySet<int> units, CancellationToken cancellation)
    {
        await using var command = Command($"SELECT r.* FROM unnest(@units) AS u(id) CROSS JOIN LATERAL ({OfUnit("u.id")}) AS r");
        Add(command, "@units", units.ToArray());
        return await ReadAsync(command, cancellation);
    }

    // The index knows instants, the question days: a day more at both ends holds them in every zone.
    private string OfUnit(string unit) =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT {Columns} FROM "Records" WHERE "UnitId" = {unit} AND {_matching}
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
            row.GetBoolean(9)
        );

    private static DateTimeOffset? Instant(DbDataReader row, int column) =>
        row.IsDBNull(column) ? null : Instants.FromMicroseconds(row.GetInt64(column));
}
