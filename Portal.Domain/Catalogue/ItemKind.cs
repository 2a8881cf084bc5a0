namespace Portal.Domain.Catalogue;

/// <summary>The kind of power or service of a catalogue item.</summary>
public enum ItemKind : byte
{
    /// <summary>行政许可.</summary>
    Licence = 1,

    /// <summary>非行政许可审批.</summary>
    NonLicenceApproval = 2,

    /// <summary>公共服务.</summary>
    PublicService = 3,

    /// <summary>便民服务.</summary>
    Convenience = 4,

    /// <summary>其他行政职权.</summary>
    OtherPower = 5,
}

/// <summary>The unit of a time limit.</summary>
public enum LimitUnit : byte
{
    WorkingDays = 1,
    CalendarDays = 2,
    Hours = 3,
}
