namespace Portal.Domain.Campaigns.Orders;

/// <summary>Where an item of a campaign stands between unit and office. Stored by number: never renumbered.</summary>
public enum ItemState : byte
{
    /// <summary>The unit has to work it off.</summary>
    Open = 1,

    /// <summary>The unit reports it as worked off; the office looks at it.</summary>
    Reported = 2,

    /// <summary>The office has confirmed the report.</summary>
    Done = 3,

    /// <summary>The office has taken it out: it counts no more.</summary>
    Dropped = 4,
}
