using Portal.Domain.Shared;

namespace Portal.Domain.Catalogue;

/// <summary>An item's name, kind, implementing unit and limits over a span of days.</summary>
public sealed class ServiceItemVersion : IDated, IReferencedPart
{
    /// <summary>The longest name, in characters.</summary>
    public const int NameLength = 300;

    public int Id { get; set; }

    public int ItemId { get; set; }

    int IReferencedPart.OwnerId => ItemId;

    /// <summary>The first day in force; null means without beginning.</summary>
    public DateOnly? ValidFrom { get; set; }

    /// <summary>The last day in force (inclusive); null means until further notice.</summary>
    public DateOnly? ValidTo { get; set; }

    public required string Name { get; set; }

    public ItemKind Kind { get; set; }

    /// <summary>The unit that implements the item.</summary>
    public int UnitId { get; set; }

    /// <summary>法定时限 in <see cref="LimitUnit"/>, at least 1; null when the law sets none.</summary>
    public int? StatutoryLimit { get; set; }

    /// <summary>承诺时限 in <see cref="LimitUnit"/>, at least 0; null when nothing is promised.</summary>
    public int? PromisedLimit { get; set; }

    public LimitUnit LimitUnit { get; set; } = LimitUnit.WorkingDays;

    /// <summary>即办件: to be done on the spot.</summary>
    public bool Instant { get; set; }

    /// <summary>The process pattern, such as <c>3+1</c>.</summary>
    public string? Process { get; set; }

    /// <summary>Whether this version is in force on the day.</summary>
    public bool Covers(DateOnly day) => (ValidFrom is null || ValidFrom <= day) && (ValidTo is null || day <= ValidTo);
}
