using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Checks;

/// <summary>Resolves the names of a rule: cells of a form or, first, the columns in one row of a table.</summary>
/// <param name="Definition">The form.</param>
/// <param name="Row">The table and its row; null for a rule about the whole form.</param>
internal sealed record RuleScope(FormDefinition Definition, (FormSection Table, FormLine Line)? Row = null)
{
    /// <summary>One for the form or, when the rule applies to each row, one for each row; none when the table does not exist.</summary>
    public static IEnumerable<RuleScope> Of(FormDefinition definition, FormCheck check)
    {
        if (string.IsNullOrEmpty(check.Each))
            return [new RuleScope(definition)];
        var table = definition.Sections.FirstOrDefault(s => s.Code == check.Each && s.IsTable);
        return table?.Rows.Select(row => new RuleScope(definition, (table, row))) ?? [];
    }

    public FormCell? Find(string name) =>
        Row is { } row && Definition.Find($"{row.Line.Code}.{name}") is { } cell && ReferenceEquals(cell.Section, row.Table)
            ? cell
            : Definition.Find(name);

    /// <summary>The cells of a name; none for an unknown one.</summary>
    public IEnumerable<FormCell> FindAll(RuleName name)
    {
        if (Find(name.Code) is { } cell)
            return [cell];
        return name.InSum && Column(name.Code) is var (table, column)
            ? table.Rows.Select(r => Definition.Find(FormCell.CodeOf(r, column))!)
            : [];
    }

    /// <summary>The table and column of <c>section.column</c>; null for any other name.</summary>
    public (FormSection Table, FormLine Column)? Column(string name)
    {
        var parts = name.Split('.');
        if (parts.Length != 2)
            return null;
        var table = Definition.Sections.FirstOrDefault(s => s.Code == parts[0] && s.IsTable);
        return table?.Columns.FirstOrDefault(c => c.Code == parts[1]) is { } column ? (table, column) : null;
    }
}
