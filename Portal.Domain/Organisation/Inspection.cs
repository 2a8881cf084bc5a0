using Portal.Domain.Shared;

namespace Portal.Domain.Organisation;

/// <summary>One check of a service point against the standard.</summary>
public sealed class Inspection : IReferencedPart
{
    /// <summary>The longest <see cref="Remark"/>, in characters.</summary>
    public const int RemarkLength = 1_000;

    /// <summary>The longest <see cref="Missing"/>, in characters.</summary>
    public const int MissingLength = 2_000;

    /// <summary>The longest <see cref="By"/>, in characters.</summary>
    public const int NameLength = 256;

    public int Id { get; set; }

    public int ServicePointId { get; set; }

    int IReferencedPart.OwnerId => ServicePointId;

    public DateOnly InspectedOn { get; set; }

    /// <summary>达标.</summary>
    public bool Compliant { get; set; }

    /// <summary>What was found; null where nothing is to be said.</summary>
    public string? Remark { get; set; }

    /// <summary>
    /// The codes of the requirements that are not met, as <see cref="SemicolonList"/> joins them; null when none is named.
    /// </summary>
    public string? Missing { get; set; }

    /// <summary>The version of the standard that was asked; null for an inspection that came without one.</summary>
    public int? StandardId { get; set; }

    /// <summary>The last day to make it good; null where nothing is missing, or no day was set.</summary>
    public DateOnly? MendBy { get; set; }

    /// <summary>The sign-in name of the inspector; null for an inspection that was not entered in the portal.</summary>
    public string? By { get; set; }

    /// <summary>When it was entered; null as <see cref="By"/>.</summary>
    public DateTimeOffset? At { get; set; }
}
