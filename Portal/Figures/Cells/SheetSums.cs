using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;

namespace Portal.Figures.Cells;

/// <summary>Sums of the numbers of a table.</summary>
public static class SheetSums
{
    /// <summary>The sum of a row's numbers; missing when it has none.</summary>
    public static FigureValue OfRow(FormSection section, FormLine row, Func<string, FigureValue> value) =>
        Sum(section.Columns.Select(column => value(FormCell.CodeOf(row, column))));

    /// <summary>The sum of a column's numbers; missing when it has none.</summary>
    public static FigureValue OfColumn(FormSection section, FormLine column, Func<string, FigureValue> value) =>
        Sum(section.Rows.Select(row => value(FormCell.CodeOf(row, column))));

    /// <summary>The sum of all numbers; missing when there are none.</summary>
    public static FigureValue OfAll(FormSection section, Func<string, FigureValue> value) => Sum(section.Cells.Select(c => value(c.Code)));

    private static FigureValue Sum(IEnumerable<FigureValue> values)
    {
        var numbers = values.Select(v => v.Number).OfType<decimal>().ToList();
        var sum = numbers.Sum();
        return numbers.Count == 0 || sum > FigureValue.Largest ? FigureValue.Missing : FigureValue.Of(sum);
    }
}
