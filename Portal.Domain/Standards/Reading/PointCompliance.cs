namespace Portal.Domain.Standards.Reading;

/// <summary>Where a service point stands on a day.</summary>
public enum PointCompliance
{
    /// <summary>It is not built.</summary>
    NotBuilt,

    /// <summary>It serves, and was never inspected.</summary>
    NotInspected,

    /// <summary>Its latest inspection found something missing.</summary>
    NotCompliant,

    /// <summary>达标: its latest inspection found nothing missing.</summary>
    Compliant,
}
