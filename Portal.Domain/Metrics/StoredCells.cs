using System.Data.Common;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Metrics;

/// <summary>The table of cells. Its statements are written by hand: a page asks dozens of them, and adding up is done where the cells lie.</summary>
internal sealed class StoredCells(PortalDb db) : ICellSource
{
    /// <summary>So many units to a statement keep its text short of every database's limit.</summary>
    private const int UnitsPerStatement = 5_000;

    private static readonly string s_sums = string.Join(", ", MeasureColumns.Names.Select(name => $"SUM(\"{name}\")"));

    public async Task<IReadOnlyList<CellSum>> SumAsync(CellSelection selection, CancellationToken cancellation)
    {
        var sums = new List<CellSum>();
        foreach (var units in selection.UnitIds.Chunk(UnitsPerStatement))
        {
            await using var command = await CommandAsync(Statement(selection, units), cancellation);
            await using var row = await command.ExecuteReaderAsync(cancellation);
            while (await row.ReadAsync(cancellation)) sums.Add(Read(row));
        }
        return sums;
    }

    public async Task<DateOnly?> EdgeDayAsync(RecordStream stream, CellBasis basis, int unitId, DateOnly through, bool last, CancellationToken cancellation)
    {
        await using var command = await CommandAsync(
            string.Create(CultureInfo.InvariantCulture, $"""
                SELECT {(last ? "MAX" : "MIN")}("Period") FROM "MetricCells"
                WHERE "Dimension" = {(int)CellDimension.Total} AND "Stream" = {(int)stream} AND "Basis" = {(int)basis} AND "UnitId" = {unitId}
                  AND "Period" BETWEEN {Days.ToNumber(PeriodRanges.Beginning)} AND {PeriodRanges.Through(through)} AND ("Accepted" > 0 OR "Overdue" > 0)
                """),
            cancellation);
        return await command.ExecuteScalarAsync(cancellation) is { } day and not DBNull ? PeriodRanges.DayOf(Convert.ToInt32(day, CultureInfo.InvariantCulture)) : null;
    }

    // Only numbers of the portal's own go into the text, nothing that anybody sent.
    private static string Statement(CellSelection s, int[] units)
    {
        var part = s.Grouping switch { CellGrouping.Period => "\"Period\"", CellGrouping.Key => "\"Key\"", _ => null };
        var sql = new StringBuilder();
        sql.Append(CultureInfo.InvariantCulture, $"SELECT \"Basis\", \"UnitId\", {part ?? "0"}, {s_sums} FROM \"MetricCells\" ");
        sql.Append(CultureInfo.InvariantCulture, $"WHERE \"Dimension\" = {(int)s.Dimension} AND \"Stream\" = {(int)s.Stream} ");
        sql.Append(CultureInfo.InvariantCulture, $"AND \"Basis\" IN ({(int)CellBasis.Accepted}, {(int)CellBasis.Closed}) AND \"UnitId\" IN (");
        sql.AppendJoin(',', units);
        sql.Append(CultureInfo.InvariantCulture, $") AND \"Period\" BETWEEN {s.FirstPeriod} AND {s.LastPeriod}");
        if (s.Key is { } key) sql.Append(CultureInfo.InvariantCulture, $" AND \"Key\" = {key}");
        sql.Append(" GROUP BY \"Basis\", \"UnitId\"");
        if (part is not null) sql.Append(", ").Append(part);
        return sql.ToString();
    }

    private async Task<DbCommand> CommandAsync(string sql, CancellationToken cancellation)
    {
        await db.Database.OpenConnectionAsync(cancellation);
        var command = db.Database.GetDbConnection().CreateCommand();
        command.CommandText = sql;
        return command;
    }

    private static CellSum Read(DbDataReader row)
    {
        const int keys = 3;
        Span<long> values = stackalloc long[MeasureColumns.Count];
        for (var i = 0; i < values.Length; i++) values[i] = ReadSum(row, keys + i);
        return new((CellBasis)row.GetInt32(0), row.GetInt32(1), row.GetInt32(2), MeasureColumns.Read(values));
    }

    // PostgreSQL adds up 64-bit numbers as decimals.
    private static long ReadSum(DbDataReader row, int column) => row.GetFieldType(column) == typeof(decimal) ? (long)row.GetDecimal(column) : row.GetInt64(column);
}
