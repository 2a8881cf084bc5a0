using Portal.Domain.Shared;

namespace Portal.Domain.Organisation;

/// <summary>A place where people are served: a service centre, a street's centre or a community's point.</summary>
public sealed class ServicePoint : IReferenced
{
    public int Id { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

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

    /// <inheritdoc cref="IReferenced.ChangedIn"/>
    public long? ChangedIn { get; set; }

    public List<Inspection> Inspections { get; } = [];

    /// <summary>达标: the latest inspection up to the day found it compliant; a point never inspected is not.</summary>
    public bool IsCompliantAt(DateOnly day) =>
        Inspections.Where(i => i.InspectedOn <= day).OrderByDescending(i => i.InspectedOn).FirstOrDefault()?.Compliant ?? false;

    /// <summary>Whether the point must meet the standard on the day: all planned and open points, not closed ones.</summary>
    public bool IsExpectedAt(DateOnly day) => ClosedOn is null || ClosedOn >= day;
}

/// <summary>One check of a service point against the standard.</summary>
public sealed class Inspection : IReferencedPart
{
    public int Id { get; set; }

    public int ServicePointId { get; set; }

    int IReferencedPart.OwnerId => ServicePointId;

    public DateOnly InspectedOn { get; set; }

    /// <summary>达标.</summary>
    public bool Compliant { get; set; }

    public string? Remark { get; set; }
}
