using System.Data.Common;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Storage;
using Portal.Domain.Data;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Sheets;

/// <summary>
/// Inserts many cells and their history with prepared statements, in the context's open transaction. EF Core's change tracker takes ten
/// times as long.
/// </summary>
internal sealed class FigureCellInserter(PortalDb db)
{
    private static readonly string[] s_cell =
    [
        nameof(FigureCell.SheetId),
        nameof(FigureCell.Code),
        nameof(FigureCell.Number),
        nameof(FigureCell.NotApplicable),
        nameof(FigureCell.Comment),
        nameof(FigureCell.Revision),
        nameof(FigureCell.SavedBy),
        nameof(FigureCell.SavedAt),
    ];

    private static readonly string[] s_entry =
    [
        nameof(FigureEntry.SheetId),
        nameof(FigureEntry.Version),
        nameof(FigureEntry.Code),
        nameof(FigureEntry.Value),
        nameof(FigureEntry.Comment),
        nameof(FigureEntry.Revision),
        nameof(FigureEntry.Origin),
        nameof(FigureEntry.SavedBy),
        nameof(FigureEntry.SavedAt),
    ];

    /// <summary>Inserts each cell, and one history entry for it.</summary>
    public void Insert(IEnumerable<FigureCell> cells)
    {
        using var cellRow = Prepare("FigureCells", s_cell);
        using var entryRow = Prepare("FigureEntries", s_entry);
        foreach (var c in cells)
        {
            var savedAt = Instants.ToMicroseconds(c.SavedAt);
            Execute(cellRow, c.SheetId, c.Code, c.Number, c.NotApplicable, c.Comment, c.Revision, c.SavedBy, savedAt);
            Execute(
                entryRow,
                c.SheetId,
                1,
                c.Code,
                c.Value.ToString(),
                c.Comment,
                c.Revision,
                (short)EntryOrigin.Typed,
                c.SavedBy,
                savedAt
            );
        }
    }

    private DbCommand Prepare(string table, string[] columns)
    {
        var command = db.Database.GetDbConnection().CreateCommand();
        command.Transaction = db.Database.CurrentTransaction!.GetDbTransaction();
        command.CommandText = $"""
            INSERT INTO "{table}" ({string.Join(", ", columns.Select(c => $"\"{c}\""))})
            VALUES ({string.Join(", ", columns.Select(c => "@" + c))})
            """;
        foreach (var column in columns)
        {
            var parameter = command.CreateParameter();
            parameter.ParameterName = "@" + column;
            command.Parameters.Add(parameter);
        }
        return command;
    }

    private static void Execute(DbCommand command, params object?[] values)
    {
        for (var i = 0; i < values.Length; i++)
            command.Parameters[i].Value = values[i] ?? DBNull.Value;
        command.ExecuteNonQuery();
    }
}
