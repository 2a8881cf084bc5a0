namespace Portal.Domain.Records;

/// <summary>The channel by which a record was submitted.</summary>
public enum Channel : byte
{
    /// <summary>窗口.</summary>
    Window = 1,

    /// <summary>网上.</summary>
    Online = 2,

    /// <summary>电话.</summary>
    Phone = 3,

    /// <summary>代办.</summary>
    Proxy = 4,

    /// <summary>移动端.</summary>
    Mobile = 5,

    /// <summary>其他.</summary>
    Other = 6,
}

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

/// <summary>A special mode of service.</summary>
public enum ServiceMode : byte
{
    /// <summary>绿色通道.</summary>
    GreenChannel = 1,

    /// <summary>全程代办.</summary>
    FullProxy = 2,

    /// <summary>预约.</summary>
    Appointment = 3,

    /// <summary>上门.</summary>
    HomeVisit = 4,

    /// <summary>延时.</summary>
    ExtendedHours = 5,

    /// <summary>免费.</summary>
    FreeOfCharge = 6,
}
