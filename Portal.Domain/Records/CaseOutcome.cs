namespace Portal.Domain.Records;

/// <summary>How a record ended.</summary>
public enum CaseOutcome : byte
{
    /// <summary>办结.</summary>
    Completed = 1,

    /// <summary>准予.</summary>
    Granted = 2,

    /// <summary>不予许可: decided, so it counts as closed.</summary>
    Refused = 3,

    /// <summary>撤回: counted and shown, in no denominator.</summary>
    Withdrawn = 4,

    /// <summary>不予受理: refused before acceptance; counted and shown, in no denominator.</summary>
    NotAccepted = 5,
}
