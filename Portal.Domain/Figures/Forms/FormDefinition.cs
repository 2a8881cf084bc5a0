using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Portal.Domain.Figures.Forms;

/// <summary>The questions and checks of one version of a form, as data that the office edits.</summary>
public sealed record FormDefinition(LocalText Name, IReadOnlyList<FormSection> Sections, IReadOnlyList<FormCheck> Checks)
{
    /// <summary>The most cells of a form: entering more takes too long.</summary>
    public const int MostCells = 2_000;

    private readonly Lazy<FrozenDictionary<string, FormCell>> _byCode = new(() =>
        Sections.SelectMany(s => s.Cells).ToFrozenDictionary(c => c.Code, StringComparer.Ordinal)
    );

    /// <summary>Every cell, in the order in which a clerk fills them in.</summary>
    [JsonIgnore] // follows from rows and columns
    public IEnumerable<FormCell> Cells => Sections.SelectMany(s => s.Cells);

    /// <summary>The cell with the code; null when the form has none.</summary>
    public FormCell? Find(string code) => _byCode.Value.GetValueOrDefault(code);

    public bool Equals(FormDefinition? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A part of a form: a list of indicators or, with columns, a table with a cell for every row and column.</summary>
/// <param name="Code">Unique in the form; letters, digits and hyphens.</param>
public sealed record FormSection(string Code, LocalText Name, IReadOnlyList<FormLine> Rows, IReadOnlyList<FormLine> Columns)
{
    /// <summary>A table shows sums of its columns (and rows, where <see cref="SumsRows"/>) during entry.</summary>
    [JsonIgnore]
    public bool IsTable => Columns.Count > 0;

    /// <summary>The columns of a table count the same kind of thing, so each row has a sum.</summary>
    public bool SumsRows { get; init; }

    /// <summary>The columns of a table are added up below it.</summary>
    public bool SumsColumns { get; init; }

    /// <summary>Row by row.</summary>
    [JsonIgnore] // follows from rows and columns
    public IEnumerable<FormCell> Cells =>
        IsTable
            ? Rows.SelectMany(row =>
                Columns.Select(column => new FormCell(FormCell.CodeOf(row, column), this, row, column, column.Traits!))
            )
            : Rows.Select(row => new FormCell(row.Code, this, row, Column: null, row.Traits!));
}

/// <summary>A row or a column of a section: an indicator of a list, or one half of a cell of a table.</summary>
/// <param name="Code">Rows: unique in the form. Columns: unique in the section. Letters and digits, beginning with a letter.</param>
public sealed record FormLine(string Code, LocalText Name)
{
    /// <summary>What to count and what not; null when the name is enough.</summary>
    public LocalText? Help { get; init; }

    /// <summary>On the rows of a list and on the columns of a table; null elsewhere.</summary>
    public IndicatorTraits? Traits { get; init; }
}

/// <summary>A place for one number.</summary>
/// <param name="Code"><c>row</c> in a list, <c>row.column</c> in a table.</param>
/// <param name="Column">Null in a list.</param>
public sealed record FormCell(string Code, FormSection Section, FormLine Row, FormLine? Column, IndicatorTraits Traits)
{
    /// <summary>The longest code, in characters.</summary>
    public const int CodeLength = 64;

    /// <summary>The name shown to clerks: <c>民政救助 · 受理</c>.</summary>
    public string Name => Column is null ? Row.Name.ToString() : $"{Row.Name} · {Column.Name}";

    public static string CodeOf(FormLine row, FormLine column) => $"{row.Code}.{column.Code}";
}

/// <summary>A rule for the numbers of a form: broken, it is an error, or a warning that a clerk explains.</summary>
/// <param name="Code">Unique in the form.</param>
/// <param name="Rule">As <c>onTheSpot &lt;= completed &lt;= accepted</c>; the grammar is in docs/figures.md.</param>
public sealed record FormCheck(string Code, string Rule)
{
    public CheckSeverity Severity { get; init; } = CheckSeverity.Error;

    /// <summary>
    /// The table with the rule applied to each of its rows, the rule's names being columns; null for a rule about cells of the form.
    /// </summary>
    public string? Each { get; init; }

    /// <summary>Shown instead of the sentence made from the rule.</summary>
    public LocalText? Message { get; init; }
}

/// <summary>Whether a broken rule prevents submission.</summary>
public enum CheckSeverity
{
    /// <summary>The form cannot be submitted.</summary>
    Error,

    /// <summary>The cell needs a comment.</summary>
    Warning,
}
