namespace Portal.Domain.Metrics.Formulas;

/// <summary>The date a cell counts by.</summary>
public enum CellBasis : byte
{
    /// <summary>The day of acceptance.</summary>
    Accepted = 1,

    /// <summary>The day of closing.</summary>
    Closed = 2,

    /// <summary>The day a record fell overdue; kept as totals of <see cref="Measures.Overdue"/> alone.</summary>
    FellOverdue = 3,
}
