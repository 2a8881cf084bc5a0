using System.Runtime.InteropServices;
using Microsoft.Data.Sqlite;
using SQLitePCL;

namespace Portal.Domain.Data;

/// <summary>
/// A prepared statement with integer parameters and columns, without allocations: for statements that run millions of times.
/// </summary>
/// <remarks>Runs in the connection's open transaction, if any. Not thread-safe.</remarks>
internal sealed class SqliteStatement : IDisposable
{
    private readonly sqlite3 _connection;
    private readonly sqlite3_stmt _statement;
    private readonly nint _handle;

    public SqliteStatement(SqliteConnection connection, string sql)
    {
        _connection = connection.Handle ?? throw new InvalidOperationException("The connection is closed.");
        Check(raw.sqlite3_prepare_v2(_connection, sql, out _statement));
        _handle = _statement.DangerousGetHandle();
    }

    /// <summary>Moves to the next row; false after the last. A statement without result rows is executed by the first call.</summary>
    public bool Step()
    {
        var result = Native.sqlite3_step(_handle);
        if (result == raw.SQLITE_ROW)
            return true;
        if (result != raw.SQLITE_DONE)
            Check(result);
        return false;
    }

    /// <summary>Resets the statement, so that it can run again.</summary>
    public void Reset() => Check(Native.sqlite3_reset(_handle));

    /// <summary>Binds the parameter, counted from 1.</summary>
    public void Bind(int parameter, long value) => Native.sqlite3_bind_int64(_handle, parameter, value);

    public bool IsNull(int column) => Native.sqlite3_column_type(_handle, column) == raw.SQLITE_NULL;

    /// <summary>The number in the column, counted from 0; 0 for null.</summary>
    public long Number(int column) => Native.sqlite3_column_int64(_handle, column);

    public void Dispose() => _statement.Dispose();

    private void Check(int result)
    {
        if (result == raw.SQLITE_OK)
            return;
        throw new SqliteException(raw.sqlite3_errmsg(_connection).utf8_to_string(), result & 0xFF, result);
    }

    /// <summary>Direct calls to the provider's native library. The handle stays valid because <c>_statement</c> holds it.</summary>
    private static class Native
    {
        private const string Library = "e_sqlite3";

#pragma warning disable SYSLIB1054, CA5392 // Nothing is marshalled, and the provider has loaded the library already.
        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int sqlite3_step(nint statement);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        public static extern int sqlite3_reset(nint statement);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        [SuppressGCTransition]
        public static extern int sqlite3_bind_int64(nint statement, int parameter, long value);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        [SuppressGCTransition]
        public static extern int sqlite3_column_type(nint statement, int column);

        [DllImport(Library, CallingConvention = CallingConvention.Cdecl)]
        [SuppressGCTransition]
        public static extern long sqlite3_column_int64(nint statement, int column);
#pragma warning restore SYSLIB1054, CA5392
    }
}
