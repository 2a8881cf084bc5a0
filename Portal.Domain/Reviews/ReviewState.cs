namespace Portal.Domain.Reviews;

/// <summary>Where a bad review stands between the unit and the office. Stored by number: never renumbered.</summary>
public enum ReviewState : byte
{
    /// <summary>待回访: the unit has to call the citizen back.</summary>
    Opened = 1,

    /// <summary>待核实: the unit called, and has to say whether the rating is justified.</summary>
    Called = 2,

    /// <summary>待整改: the rating is justified, and the unit has to mend its cause.</summary>
    Mending = 3,

    /// <summary>待再评: the unit says that it has mended, and has to ask the citizen again.</summary>
    Mended = 4,

    /// <summary>待审核: the citizen was asked again; the office looks at it.</summary>
    Asked = 5,

    /// <summary>待裁定: the unit says that the rating is not justified; the office decides.</summary>
    Disputed = 6,

    /// <summary>已办结: the office has closed it, as mended or not.</summary>
    Closed = 7,

    /// <summary>已剔除: the office has found that the rating is not justified; it counts no more.</summary>
    StruckOut = 8,

    /// <summary>已撤销: the source has corrected the rating; it counts no more.</summary>
    Withdrawn = 9,
}

/// <summary>The moves of a bad review. Stored by number: never renumbered.</summary>
public enum ReviewAction : byte
{
    Opened = 1,
    Called = 2,

    /// <summary>The unit finds the rating justified.</summary>
    Verified = 3,
    Disputed = 4,
    Mended = 5,

    /// <summary>The unit asked the citizen for a second rating.</summary>
    Asked = 6,

    /// <summary>The office finds a disputed rating justified.</summary>
    Upheld = 7,
    StruckOut = 8,

    /// <summary>The office wants more to be mended.</summary>
    SentBack = 9,
    Closed = 10,

    /// <summary>The source corrected the rating.</summary>
    Withdrawn = 11,
}
