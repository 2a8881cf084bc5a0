namespace Portal.Domain.Worklist;

/// <summary>What an entry of the list of work is about.</summary>
public enum WorkKind
{
    Card,
    Rectification,
    CampaignItems,

    /// <summary>A bad review.</summary>
    Review,
}
