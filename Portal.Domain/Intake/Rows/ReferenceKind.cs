namespace Portal.Domain.Intake.Rows;

/// <summary>What a file of reference data holds. An <c>ImportKind</c> has the same numbers.</summary>
public enum ReferenceKind : byte
{
    /// <summary>Units of the organisation, one version a row.</summary>
    Units = 3,

    /// <summary>Items of the catalogue, one version a row.</summary>
    Items = 4,

    /// <summary>Rest days and make-up workdays, one day a row.</summary>
    Calendar = 5,
}
