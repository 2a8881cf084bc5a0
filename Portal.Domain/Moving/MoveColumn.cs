using System.Data.Common;
using System.Globalization;
using Npgsql;
using NpgsqlTypes;

namespace Portal.Domain.Moving;

/// <summary>Reads the values of one column on both sides, writes them to the target, and hashes them.</summary>
internal abstract class MoveColumn(string name)
{
    private static readonly Dictionary<Type, Func<string, MoveColumn>> s_kinds = new()
    {
        [typeof(bool)] = name => new MoveColumn<bool>(name, NpgsqlDbType.Boolean, (r, i) => r.GetBoolean(i), (v, d) => d.Add(v ? 1 : 0)),
        // PostgreSQL has no one-byte integer.
        [typeof(byte)] = name => new MoveColumn<short>(name, NpgsqlDbType.Smallint, (r, i) => r.GetInt16(i), (v, d) => d.Add(v)),
        [typeof(short)] = name => new MoveColumn<short>(name, NpgsqlDbType.Smallint, (r, i) => r.GetInt16(i), (v, d) => d.Add(v)),
        [typeof(int)] = name => new MoveColumn<int>(name, NpgsqlDbType.Integer, (r, i) => r.GetInt32(i), (v, d) => d.Add(v)),
        [typeof(long)] = name => new MoveColumn<long>(name, NpgsqlDbType.Bigint, (r, i) => r.GetInt64(i), (v, d) => d.Add(v)),
        [typeof(double)] = name => new MoveColumn<double>(
            name,
            NpgsqlDbType.Double,
            (r, i) => r.GetDouble(i),
            (v, d) => d.Add(BitConverter.DoubleToInt64Bits(v))
        ),
        [typeof(decimal)] = name => new MoveColumn<decimal>(
            name,
            NpgsqlDbType.Numeric,
            (r, i) => r.GetDecimal(i),
            (v, d) => d.Add(v.ToString("0.############################", CultureInfo.InvariantCulture))
        ),
        [typeof(Guid)] = name => new MoveColumn<Guid>(name, NpgsqlDbType.Uuid, (r, i) => r.GetGuid(i), (v, d) => d.Add(v.ToByteArray())),
        [typeof(string)] = name => new MoveColumn<string>(name, NpgsqlDbType.Text, ReadText, (v, d) => d.Add(v)),
        [typeof(byte[])] = name => new MoveColumn<byte[]>(
            name,
            NpgsqlDbType.Bytea,
            (r, i) => r.GetFieldValue<byte[]>(i),
            (v, d) => d.Add(v)
        ),
    };

    public string Name { get; } = name;

    /// <summary>Null when the type is not supported.</summary>
    /// <param name="name">The column's name, the same on both sides.</param>
    /// <param name="stored">The type that EF Core passes to the database driver.</param>
    public static MoveColumn? Create(string name, Type stored) =>
        s_kinds.TryGetValue(Nullable.GetUnderlyingType(stored) ?? stored, out var create) ? create(name) : null;

    /// <summary>Reads the value, writes it and adds it to the digest.</summary>
    public abstract void Copy(DbDataReader from, int ordinal, NpgsqlBinaryImporter to, MoveDigester digest);

    /// <summary>Reads the value and adds it to the digest.</summary>
    public abstract void Digest(DbDataReader from, int ordinal, MoveDigester digest);

    private static string ReadText(DbDataReader reader, int ordinal)
    {
        var text = reader.GetString(ordinal);
        return text.Contains('\0', StringComparison.Ordinal)
            ? throw new MoveException("holds a text with a NUL character, which PostgreSQL cannot keep; mend it first")
            : text;
    }
}

internal sealed class MoveColumn<T>(string name, NpgsqlDbType type, Func<DbDataReader, int, T> read, Action<T, MoveDigester> add)
    : MoveColumn(name)
{
    public override void Copy(DbDataReader from, int ordinal, NpgsqlBinaryImporter to, MoveDigester digest)
    {
        if (from.IsDBNull(ordinal))
        {
            digest.AddNull();
            to.WriteNull();
            return;
        }
        var value = read(from, ordinal);
        add(value, digest);
        to.Write(value, type);
    }

    public override void Digest(DbDataReader from, int ordinal, MoveDigester digest)
    {
        if (from.IsDBNull(ordinal))
            digest.AddNull();
        else
            add(read(from, ordinal), digest);
    }
}
