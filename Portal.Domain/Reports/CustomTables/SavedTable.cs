namespace Portal.Domain.Reports.CustomTables;

/// <summary>A named table query, to be opened again and shared.</summary>
public sealed class SavedTable
{
    public int Id { get; set; }

    /// <summary>Part of its link; cannot be guessed.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>The owner's sign-in name: the owner alone may change or delete it.</summary>
    public required string Owner { get; set; }

    /// <summary>The query, as JSON.</summary>
    public required string Query { get; set; }

    /// <summary>Sent to its owner on the day of reports, with the period moved on.</summary>
    public bool Scheduled { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}
