namespace Portal.Domain.Records;

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
