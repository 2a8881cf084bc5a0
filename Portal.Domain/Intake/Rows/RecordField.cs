namespace Portal.Domain.Intake.Rows;

/// <summary>A field of a record, named (in camel case) as in the contract, or one that only a profile can map.</summary>
public enum RecordField
{
    Source,
    CaseNo,
    UnitCode,
    ItemCode,
    Channel,
    AcceptedAt,
    ClosedAt,
    Outcome,
    DueAt,
    Suspensions,
    ExtensionDays,
    Satisfaction,
    ServiceMode,
    AppealSource,
    FirstReplyAt,
    UpdatedAt,

    /// <summary>Profiles only: the name of a created unit.</summary>
    UnitName,

    /// <summary>Profiles only: the name of a created item.</summary>
    ItemName,

    /// <summary>Profiles only: the code of the unit that implements a created item.</summary>
    DepartmentCode,

    /// <summary>Profiles only: the name of that unit.</summary>
    DepartmentName,
}
