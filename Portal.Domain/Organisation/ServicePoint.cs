using Portal.Domain.Shared;

namespace Portal.Domain.Organisation;

/// <summary>A place where people are served: a service centre, a street's centre or a community's point.</summary>
public sealed class ServicePoint : IReferenced
{
    /// <summary>The longest <see cref="Plan"/>, in characters.</summary>
    public const int PlanLength = 500;

    public int Id { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>Which standard it has to meet.</summary>
    public PointKind Kind { get; set; } = PointKind.CommunityPoint;

    /// <summary>The unit that runs it.</summary>
    public int UnitId { get; set; }

    /// <summary>Floor area in square metres; null when not provided.</summary>
    public decimal? FloorArea { get; set; }

    /// <summary>The floor area required by the standard, in square metres; null when the standard requires none.</summary>
    public decimal? RequiredFloorArea { get; set; }

    /// <summary>The first day of service; null when not built yet.</summary>
    public DateOnly? OpenedOn { get; set; }

    /// <summary>The last day of service; null while it serves.</summary>
    public DateOnly? ClosedOn { get; set; }

    /// <summary>When it is to be built, moved or enlarged; null without a plan, or without a date.</summary>
    public DateOnly? PlannedFor { get; set; }

    /// <summary>What is planned; null without a plan.</summary>
    public string? Plan { get; set; }

    /// <inheritdoc cref="IReferenced.ChangedIn"/>
    public long? ChangedIn { get; set; }

    public List<Inspection> Inspections { get; } = [];

    /// <summary>达标: the latest inspection up to the day found it compliant; a point never inspected is not.</summary>
    public bool IsCompliantAt(DateOnly day) => LatestAt(day)?.Compliant ?? false;

    /// <summary>The latest inspection up to the day; null when there was none.</summary>
    public Inspection? LatestAt(DateOnly day) => Inspections.Where(i => i.InspectedOn <= day).MaxBy(i => i.InspectedOn);

    /// <summary>Whether it serves on the day.</summary>
    public bool IsOpenAt(DateOnly day) => OpenedOn <= day && IsExpectedAt(day);

    /// <summary>Whether the point must meet the standard on the day: all planned and open points, not closed ones.</summary>
    public bool IsExpectedAt(DateOnly day) => ClosedOn is null || ClosedOn >= day;
}
