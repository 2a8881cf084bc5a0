using Npgsql;
using NpgsqlTypes;

namespace Portal.Domain.Records.Storage;

/// <summary>New records into PostgreSQL: those that are there already are looked up, the others are copied straight into the table.</summary>
internal static class PostgresRecords
{
    /// <summary>
    /// Each key is looked up by itself through the unique index, in the one partition that may hold it. Asked for as <c>= ANY (…)</c>,
    /// the keys of a whole batch would be looked for in every partition, and in a table of some hundred thousand records by reading all of it.
    /// </summary>
    /// <remarks>Parameters: numbers of sources, case numbers beside them, stream. <c>k.place</c> counts from 1.</remarks>
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
        var (fresh, taken) = (new List<ServiceRecord>(records.Count - stored.Count), new List<ServiceRecord>(stored.Count));
        for (var place = 0; place < records.Count; place++)
            (stored.Contains(place) ? taken : fresh).Add(records[place]);
        if (fresh.Count == 0)
            return taken;
        inserted(fresh);
        await CopyAsync(connection, fresh, cancellation);
        return taken;
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
        // Left without its end, as by an exception, the copy is undone.
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
        public void Small(short? value) => Write(value, NpgsqlDbType.Smallint);

        public void Whole(int? value) => Write(value, NpgsqlDbType.Integer);

        public void Long(long? value) => Write(value, NpgsqlDbType.Bigint);

        public void Truth(bool value) => copy.Write(value, NpgsqlDbType.Boolean);

        public void Text(string? value)
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
