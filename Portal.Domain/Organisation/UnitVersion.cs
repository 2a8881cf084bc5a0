using Portal.Domain.Shared;

namespace Portal.Domain.Organisation;

/// <summary>Name, kind and parent of a unit over a span of days.</summary>
public sealed class UnitVersion : IDated, IReferencedPart
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = 200;

    public int Id { get; set; }

    public int UnitId { get; set; }

    int IReferencedPart.OwnerId => UnitId;

    /// <summary>The first day in force; null means without beginning.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>The last day in force (inclusive); null means until further notice.</summary>
    public DateOnly? ValidTo { get; set; }

    public required string Name { get; set; }

    public UnitKind Kind { get; set; }

    /// <summary>Null for a root.</summary>
    public int? ParentId { get; set; }

    /// <summary>The unit that takes over what belongs to this one after <see cref="ValidTo"/>; null when none is known.</summary>
    public int? SuccessorId { get; set; }

    /// <summary>职权单位: the unit holds administrative powers.</summary>
    public bool HoldsPowers { get; set; }

    /// <summary>审批单位: it holds approval powers, so it must be stationed in the service centre (三集中两到位).</summary>
    public bool MustBeStationed { get; set; }

    /// <summary>入驻: it has a window in the service centre.</summary>
    public bool Stationed { get; set; }

    /// <summary>Whether this version is in force on the day.</summary>
    public bool Covers(DateOnly day) => (ValidFrom is null || ValidFrom <= day) && (ValidTo is null || day <= ValidTo);
}
