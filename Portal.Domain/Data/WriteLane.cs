namespace Portal.Domain.Data;

/// <summary>The data that a transaction writes. Transactions of one lane run one after the other, also across processes.</summary>
public enum WriteLane
{
    /// <summary>Records and their deltas.</summary>
    Records = 1,

    /// <summary>Cells, and the deletion of folded deltas.</summary>
    Metrics = 2,

    /// <summary>Units, items, calendar.</summary>
    Reference = 3,

    /// <summary>Sheets of monthly figures; each sheet is a part of the lane.</summary>
    Figures = 4,

    /// <summary>Reports: signing, remarks, templates, builds.</summary>
    Reports = 5,

    /// <summary>Users and their rights, API keys, names of sources, webhook subscriptions, views that users saved.</summary>
    Access = 6,

    /// <summary>Which files of watched folders are moved into their output folders.</summary>
    Files = 7,

    /// <summary>Cards, rules, and how far records are followed.</summary>
    Supervision = 8,

    /// <summary>Campaigns and their items.</summary>
    Campaigns = 12,

    /// <summary>Rectification orders with their evidence.</summary>
    Rectifications = 9,

    /// <summary>Bad reviews, and how far the ratings of records are followed.</summary>
    Reviews = 14,
}
