using System.Data.Common;
using System.Diagnostics;
using Microsoft.Data.Sqlite;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Diagnostics;
using Npgsql;
using Portal.Domain.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Lists;

/// <summary>Has a database explain the statements that read records, with the values that they were executed with.</summary>
internal sealed class StatementPlans : IAsyncDisposable, IObserver<DiagnosticListener>, IObserver<KeyValuePair<string, object?>>
{
    private static readonly AsyncLocal<List<DbCommand>?> s_executed = new();

    private readonly PortalDb _db;
    private readonly bool _isPostgres;
    private readonly List<IDisposable> _subscriptions = [];
    private readonly Dictionary<string, string> _indexes = new(StringComparer.Ordinal);

    private StatementPlans(PortalDb db)
    {
        (_db, _isPostgres) = (db, db.Database.IsNpgsql());
        _subscriptions.Add(DiagnosticListener.AllListeners.Subscribe(this));
    }

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static async Task<StatementPlans> OpenAsync(TestDatabase database)
    {
        var plans = new StatementPlans(database.Open());
        await plans._db.Database.OpenConnectionAsync(Token);
        if (plans._isPostgres)
        {
            // Some pages of records are soonest read whole; what is asked is which index serves, as with millions.
            await plans._db.Database.ExecuteSqlRawAsync(
                "ANALYZE; SET enable_seqscan = off; SET enable_bitmapscan = off; SET enable_sort = off",
                Token
            );
            await plans.ReadPartsAsync();
        }
        return plans;
    }

    /// <summary>The plan of each statement that reads rows of records, in order; counts and other tables left out.</summary>
    public async Task<IReadOnlyList<string>> OfAsync(Func<Task> read)
    {
        List<DbCommand> executed = [];
        s_executed.Value = executed;
        await read();
        s_executed.Value = null;
        var plans = new List<string>();
        foreach (var command in executed)
        {
            await using (command)
                plans.Add($"{command.CommandText}\n{await ExplainAsync(command)}");
        }
        return plans;
    }

    public void OnNext(DiagnosticListener value)
    {
        if (value.Name == DbLoggerCategory.Name)
            _subscriptions.Add(value.Subscribe(this));
    }

    public void OnNext(KeyValuePair<string, object?> value)
    {
        // Other tests execute statements too: only those of this flow of control are wanted.
        if (s_executed.Value is not { } executed || value.Value is not CommandEventData { Command: var command } data)
            return;
        if (data.EventId.Id != RelationalEventId.CommandExecuting.Id || !IsOfRecords(command.CommandText))
            return;
        executed.Add(Copy(command));
    }

    public void OnCompleted() { }

    public void OnError(Exception error) { }

    public async ValueTask DisposeAsync()
    {
        foreach (var subscription in _subscriptions.ToArray())
            subscription.Dispose();
        await _db.DisposeAsync();
    }

    private static bool IsOfRecords(string sql) =>
        sql.Contains("\"Records\"", StringComparison.Ordinal)
        && !sql.Contains("COUNT(*)", StringComparison.OrdinalIgnoreCase)
        && !sql.Contains("s.value", StringComparison.Ordinal);

    private DbCommand Copy(DbCommand command)
    {
        var copy = _db.Database.GetDbConnection().CreateCommand();
        copy.CommandText = command.CommandText;
        foreach (DbParameter parameter in command.Parameters)
        {
            copy.Parameters.Add(
                parameter is NpgsqlParameter postgres ? postgres.Clone() : new SqliteParameter(parameter.ParameterName, parameter.Value)
            );
        }
        return copy;
    }

    private async Task<string> ExplainAsync(DbCommand command)
    {
        command.CommandText = (_isPostgres ? "EXPLAIN " : "EXPLAIN QUERY PLAN ") + command.CommandText;
        var lines = new List<string>();
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
            lines.Add(reader.GetString(_isPostgres ? 0 : 3));
        var plan = string.Join('\n', lines);
        foreach (var (part, whole) in _indexes)
            plan = plan.Replace(part, whole, StringComparison.Ordinal);
        return plan;
    }

    /// <summary>The parts of a partitioned index have names of their own.</summary>
    private async Task ReadPartsAsync()
    {
        await using var command = _db.Database.GetDbConnection().CreateCommand();
        command.CommandText = """
            SELECT part.relname, whole.relname FROM pg_inherits
            JOIN pg_class part ON part.oid = inhrelid JOIN pg_class whole ON whole.oid = inhparent WHERE whole.relkind = 'I'
            """;
        await using var reader = await command.ExecuteReaderAsync(Token);
        while (await reader.ReadAsync(Token))
            _indexes[reader.GetString(0)] = reader.GetString(1);
    }
}
