namespace Portal.Domain.Worklist;

/// <summary>How much time is left.</summary>
public enum DueSpan
{
    /// <summary>None: it is late.</summary>
    Overdue,

    /// <summary>The rest of today.</summary>
    Today,

    /// <summary>Up to the end of the third day after today.</summary>
    Soon,

    Later,

    /// <summary>No time is set.</summary>
    Open,
}
