namespace Portal.Domain.Records;

/// <summary>How a record contradicts itself in a way that real systems do: it is counted, and a list shows it.</summary>
[Flags]
public enum RecordDoubts : byte
{
    None = 0,

    /// <summary>The source's due time lies before the acceptance.</summary>
    DueBeforeAccepted = 1,

    /// <summary>The source calls it closed and gives no closing time; another time was taken.</summary>
    ClosedWithoutTime = 2,
}
