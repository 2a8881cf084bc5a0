using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata;
using Portal.Domain.Data;

namespace Portal.Domain.Moving;

/// <summary>A table to move. The list of tables and columns comes from the EF Core model.</summary>
internal sealed record MoveTable(string Name, IReadOnlyList<MoveColumn> Columns)
{
    /// <summary>The table's name, quoted for both databases.</summary>
    public string Quoted { get; } = Quote(Name);

    /// <summary>The columns' names, quoted and separated, in the order in which they are read and written.</summary>
    public string QuotedColumns { get; } = string.Join(", ", Columns.Select(c => Quote(c.Name)));

    /// <summary>Every table of the model, in the order of their names.</summary>
    /// <exception cref="MoveException">
    /// The tables or columns of the two databases differ, or the type of a column is not supported.
    /// </exception>
    public static IReadOnlyList<MoveTable> All(PortalDb from, PortalDb to)
    {
        var targets = to.Model.GetRelationalModel().Tables.ToDictionary(t => t.Name, StringComparer.Ordinal);
        var sources = from.Model.GetRelationalModel().Tables.OrderBy(t => t.Name, StringComparer.Ordinal).ToList();
        if (targets.Keys.Except(sources.Select(s => s.Name), StringComparer.Ordinal).FirstOrDefault() is { } extra)
            throw new MoveException($"{extra}: only PostgreSQL has this table.");
        return
        [
            .. sources.Select(s =>
                Create(s, targets.GetValueOrDefault(s.Name) ?? throw new MoveException($"{s.Name}: only SQLite has this table."))
            ),
        ];
    }

    private static MoveTable Create(ITable source, ITable target)
    {
        var (wanted, there) = (Written(target).Order(StringComparer.Ordinal), Written(source).Order(StringComparer.Ordinal).ToList());
        if (!there.SequenceEqual(wanted, StringComparer.Ordinal))
            throw new MoveException($"{source.Name}: the two databases have different columns.");
        return new(source.Name, [.. there.Select(name => Column(source, target, name))]);
    }

    /// <summary>The columns that are not generated: the target computes those itself.</summary>
    private static IEnumerable<string> Written(ITable table) => table.Columns.Where(c => c.ComputedColumnSql is null).Select(c => c.Name);

    private static MoveColumn Column(ITable source, ITable target, string name)
    {
        var (from, to) = (Stored(source.FindColumn(name)!), Stored(target.FindColumn(name)!));
        var column = from == to ? MoveColumn.Create(name, from) : null;
        return column ?? throw new MoveException($"{source.Name}.{name}: {from.Name} cannot be moved to {to.Name}.");
    }

    private static Type Stored(IColumn column) => column.StoreTypeMapping.Converter?.ProviderClrType ?? column.StoreTypeMapping.ClrType;

    private static string Quote(string name) => $"\"{name.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
