namespace Portal.Domain.Intake.Pipeline;

/// <summary>A rejected row, stored as received, with the reasons.</summary>
public sealed class RejectedRow
{
    public long Id { get; set; }

    public Guid BatchId { get; set; }

    public long Line { get; set; }

    /// <summary>The row's fields as a JSON array of texts, in the order of the file's columns; null for those that it leaves out.</summary>
    public required string FieldsJson { get; set; }

    /// <summary>The <c>RowError</c>s as JSON.</summary>
    public required string ErrorsJson { get; set; }
}
