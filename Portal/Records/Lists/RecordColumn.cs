namespace Portal.Records.Lists;

/// <summary>The columns of a list of records that a reader may hide, in their order. The case's number, which leads to it, stays.</summary>
public enum RecordColumn
{
    Item,
    Unit,
    State,
    Accepted,
    Due,
    Closed,
    Used,
    Channel,
    Outcome,
    Rating,
    Mode,

    /// <summary>Of appeals only.</summary>
    AppealSource,
    Source,
}
