namespace Portal.Domain.Records.Storage;

/// <summary>The names of the indexes by which lists read records: their statements name one on SQLite.</summary>
internal static class RecordIndexes
{
    public const string Unit = "IX_Records_Unit";
    public const string Item = "IX_Records_Item";
    public const string Attention = "IX_Records_Attention";
    public const string Day = "IX_Records_Day";
    public const string Closed = "IX_Records_Closed";
    public const string Number = "IX_Records_Number";

    /// <summary>
    /// The few records that lists are mostly opened for: open, overdue, withdrawn, not accepted, rated 非常不满意 or 不满意, doubtful.
    /// </summary>
    /// <remarks>SQLite uses the index only for statements that contain this condition word for word.</remarks>
    public const string NeedsAttention =
        """("Overdue" OR "ClosedAt" IS NULL OR "Outcome" IN (4, 5) OR "Satisfaction" <= 2 OR "Doubts" <> 0)""";
}
