using System.Collections.Frozen;
using System.Text.Json.Serialization;

namespace Portal.Domain.Figures.Forms;

/// <summary>What one version of a form asks, as data that the office edits.</summary>
public sealed record FormDefinition(LocalText Name, IReadOnlyList<FormSection> Sections, IReadOnlyList<FormCheck> Checks)
{
    /// <summary>The most cells a form may have: more is no work for five minutes.</summary>
    public const int MostCells = 2_000;

    private readonly Lazy<FrozenDictionary<string, FormCell>> _byCode = new(() =>
        Sections.SelectMany(s => s.Cells).ToFrozenDictionary(c => c.Code, StringComparer.Ordinal)
    );

    /// <summary>Every cell, in the order in which a clerk goes through them.</summary>
    [JsonIgnore] // told by rows and columns
    public IEnumerable<FormCell> Cells => Sections.SelectMany(s => s.Cells);

    /// <summary>The cell with the code; null when the form has none.</summary>
    public FormCell? Find(string code) => _byCode.Value.GetValueOrDefault(code);

    public bool Equals(FormDefinition? other) => ReferenceEquals(this, other);

    public override int GetHashCode() => System.Runtime.CompilerServices.RuntimeHelpers.GetHashCode(this);
}

/// <summary>A part of a form: a list of indicators or, when it has columns, a table in which every row has a cell under every column.</summary>
/// <param name="Code">Unique in the form; letters, digits and hyphens.</param>
public sealed record FormSection(string Code, LocalText Name, IReadOnlyList<FormLine> Rows, IReadOnlyList<FormLine> Columns)
{
    /// <summary>A table shows sums of its columns (and rows, where <see cref="SumsRows"/>) as one types.</summary>
    [JsonIgnore]
    public bool IsTable => Columns.Count > 0;

    /// <summary>The columns of a table speak of like things, so a row can be added up.</summary>
    public bool SumsRows { get; init; }

    /// <summary>The columns of a table are added up below it.</summary>
    public bool SumsColumns { get; init; }

    /// <summary>Row by row.</summary>
    [JsonIgnore] // told by rows and columns
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
    /// <summary>What to count and what not; null when the name says it.</summary>
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

    /// <summary>What a clerk calls it: <c>民政救助 · 受理</c>.</summary>
    public string Name => Column is null ? Row.Name.ToString() : $"{Row.Name} · {Column.Name}";

    public static string CodeOf(FormLine row, FormLine column) => $"{row.Code}.{column.Code}";
}

/// <summary>A rule that the numbers of a form must keep (an error) or that a clerk explains otherwise (a warning).</summary>
/// <param name="Code">Unique in the form.</param>
/// <param name="Rule">As <c>onTheSpot &lt;= completed &lt;= accepted</c>; the grammar is in docs/figures.md.</param>
public sealed record FormCheck(string Code, string Rule)
{
    public CheckSeverity Severity { get; init; } = CheckSeverity.Error;

    /// <summary>The table whose rows each keep the rule, its names being those of columns; null for a rule about cells of the whole form.</summary>
    public string? Each { get; init; }

    /// <summary>Said instead of the sentence that the rule itself makes.</summary>
    public LocalText? Message { get; init; }
}

/// <summary>Whether a broken rule stops the form.</summary>
public enum CheckSeverity
{
    /// <summary>The form cannot be submitted.</summary>
    Error,

    /// <summary>The cell needs a comment.</summary>
    Warning,
}
