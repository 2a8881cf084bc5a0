namespace Portal.Domain.Records.Changes;

/// <summary>The fields of which changes are kept, by their stored names: never renamed.</summary>
public enum ChangedField
{
    /// <summary>The unit's id.</summary>
    Unit,

    /// <summary>The item's id.</summary>
    Item,
    Channel,
    AcceptedAt,
    ClosedAt,
    Outcome,
    SourceDueAt,
    Suspensions,
    ExtensionDays,
    Satisfaction,
    ServiceMode,
    AppealSource,
    FirstReplyAt,

    /// <summary>Derived: the due time that follows from the other fields.</summary>
    DueAt,
}
