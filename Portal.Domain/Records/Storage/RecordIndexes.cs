namespace Portal.Domain.Records.Storage;

/// <summary>The names of the indexes by which lists read records: their statements name one on SQLite.</summary>
internal static class RecordIndexes
{
    public const string Unit = "IX_Records_Unit";
    public const string Item = "IX_Records_Item";
    public const string Day = "IX_Records_Day";
    public const string Closed = "IX_Records_Closed";
    public const string Due = "IX_Records_Due";
    public const string Used = "IX_Records_Used";
    public const string Number = "IX_Records_Number";

    /// <summary>The records with time used.</summary>
    /// <remarks>SQLite uses the index only for statements that contain this condition word for word.</remarks>
    public const string HasUsed = "\"UsedMinutes\" IS NOT NULL";
}
