using Npgsql;
using NpgsqlTypes;

namespace Portal.Domain.Records.Storage;

/// <summary>Inserts new records into PostgreSQL: looks up which exist already, and copies the others into the table.</summary>
internal static class PostgresRecords
{
    /// <summary>
    /// Looks up each key separately through the unique index, in the one partition that may contain it. With <c>= ANY (…)</c> the planner
    /// searches every partition for all keys of a batch, and scans the whole table when it has some hundred thousand records.
    /// </summary>
    /// <remarks>Parameters: ids of sources, case numbers (same length), stream. <c>k.place</c> counts from 1.</remarks>
    public const string StoredByKey = """
        unnest({0}, {1}) WITH ORDINALITY AS k(source, number, place)
        CROSS JOIN LATERAL (SELECT * FROM "Records" WHERE "SourceId" = k.source AND "CaseNo" = k.number AND "Stream" = {2} LIMIT 1) AS r
        """;

    private static readonly string s_places =
        $"SELECT k.place FROM {string.Format(System.Globalization.CultureInfo.InvariantCulture, StoredByKey, "$1", "$2", "$3")}";

    private static readonly string s_copy = $"COPY \"Records\" ({RecordColumns.Names}) FROM STDIN (FORMAT BINARY)";

    /// <inheritdoc cref="RecordInserter.InsertAsync"/>
    public static async Task<List<ServiceRecord>> InsertAsync(
        NpgsqlConnection connection,
        IReadOnlyList<ServiceRecord> records,
        Action<IReadOnlyList<ServiceRecord>> inserted,
        CancellationToken cancellation
    )
    {
        var stored = await StoredAsync(connection, records, cancellation);
        var (added, existing) = (new List<ServiceRecord>(records.Count - stored.Count), new List<ServiceRecord>(stored.Count));
        for (var place = 0; place < records.Count; place++)
            (stored.Contains(place) ? existing : added).Add(records[place]);
        if (added.Count == 0)
            return existing;
        inserted(added);
        await CopyAsync(connection, added, cancellation);
        return existing;
    }

    private static async Task<HashSet<int>> StoredAsync(
        NpgsqlConnection connection,
        IReadOnlyList<ServiceRecord> records,
        CancellationToken cancellation
    )
    {
        var (sources, numbers) = (new int[records.Count], new string[records.Count]);
        for (var i = 0; i < records.Count; i++)
            (sources[i], numbers[i]) = (records[i].SourceId, records[i].CaseNo);
        await using var command = new NpgsqlCommand(s_places, connection);
        command.Parameters.Add(new NpgsqlParameter<int[]> { TypedValue = sources });
        command.Parameters.Add(new NpgsqlParameter<string[]> { TypedValue = numbers });
        command.Parameters.Add(new NpgsqlParameter<short> { TypedValue = (short)RecordColumns.StreamOf(records[0]) });

        var places = new HashSet<int>();
        await using var reader = await command.ExecuteReaderAsync(cancellation);
        while (await reader.ReadAsync(cancellation))
            places.Add((int)reader.GetInt64(0) - 1);
        return places;
    }

    private static async Task CopyAsync(NpgsqlConnection connection, List<ServiceRecord> records, CancellationToken cancellation)
    {
        // Disposing without CompleteAsync, as after an exception, cancels the copy.
        await using var copy = await connection.BeginBinaryImportAsync(s_copy, cancellation);
        var row = new CopyRow(copy);
        foreach (var record in records)
        {
            cancellation.ThrowIfCancellationRequested();
            copy.StartRow();
            RecordColumns.Write(record, row);
        }
        await copy.CompleteAsync(cancellation);
    }

    private readonly struct CopyRow(NpgsqlBinaryImporter copy) : IRecordRow
    {
        public void AddSmallint(short? value) => Write(value, NpgsqlDbType.Smallint);

        public void AddInteger(int? value) => Write(value, NpgsqlDbType.Integer);

        public void AddBigint(long? value) => Write(value, NpgsqlDbType.Bigint);

        public void AddBoolean(bool value) => copy.Write(value, NpgsqlDbType.Boolean);

        public void AddText(string? value)
        {
            if (value is null)
                copy.WriteNull();
            else
                copy.Write(value, NpgsqlDbType.Text);
        }

        private void Write<T>(T? value, NpgsqlDbType type)
            where T : struct
        {
            if (value is { } given)
                copy.Write(given, type);
            else
                copy.WriteNull();
        }
    }
}
