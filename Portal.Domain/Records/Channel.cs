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
