namespace Portal.Domain.Organisation;

/// <summary>The kinds of places where people are served, each with a standard of its own. Stored by number: never renumbered.</summary>
public enum PointKind : byte
{
    /// <summary>区行政服务中心.</summary>
    DistrictCentre = 1,

    /// <summary>分中心: a department's own hall.</summary>
    BranchCentre = 2,

    /// <summary>街道便民服务中心.</summary>
    StreetCentre = 3,

    /// <summary>社区便民服务代办点.</summary>
    CommunityPoint = 4,
}
