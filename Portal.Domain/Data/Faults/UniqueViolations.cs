using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Npgsql;
using SQLitePCL;

namespace Portal.Domain.Data.Faults;

/// <summary>Recognises that a row was refused because another has the value of a unique index.</summary>
internal static class UniqueViolations
{
    public static bool Is(DbUpdateException failure) =>
        failure.InnerException switch
        {
            SqliteException sqlite => sqlite.SqliteExtendedErrorCode is raw.SQLITE_CONSTRAINT_UNIQUE or raw.SQLITE_CONSTRAINT_PRIMARYKEY,
            PostgresException postgres => postgres.SqlState == PostgresErrorCodes.UniqueViolation,
            _ => false,
        };
}
