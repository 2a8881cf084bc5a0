namespace Portal.Domain.Reports.CustomTables;

/// <summary>A table that somebody put together and named, to be opened again and shared.</summary>
public sealed class SavedTable
{
    public int Id { get; set; }

    /// <summary>Stands in its link; not to be guessed.</summary>
    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>Sign-in name of its owner, who alone may change or delete it.</summary>
    public required string Owner { get; set; }

    /// <summary>The question, as JSON.</summary>
    public required string Query { get; set; }

    /// <summary>It is sent to its owner on the day of reports, with the period moved on.</summary>
    public bool Scheduled { get; set; }

    public DateTimeOffset SavedAt { get; set; }
}
