namespace Portal.Domain.Organisation;

/// <summary>A place where people are served: a service centre, a street's centre or a community's point.</summary>
public sealed class ServicePoint
{
    public int Id { get; set; }

    public required string Code { get; set; }

    public required string Name { get; set; }

    /// <summary>The unit that runs it.</summary>
    public int UnitId { get; set; }

    /// <summary>Floor area in square metres; null when not provided.</summary>
    public decimal? FloorArea { get; set; }

    /// <summary>The floor area the standard asks for, in square metres; null when the standard names none.</summary>
    public decimal? RequiredFloorArea { get; set; }

    /// <summary>The first day of service; null when not built yet.</summary>
    public DateOnly? OpenedOn { get; set; }

    /// <summary>The last day of service; null while it serves.</summary>
    public DateOnly? ClosedOn { get; set; }

    public List<Inspection> Inspections { get; } = [];
}

/// <summary>One check of a service point against the standard.</summary>
public sealed class Inspection
{
    public int Id { get; set; }

    public int ServicePointId { get; set; }

    public DateOnly InspectedOn { get; set; }

    /// <summary>达标.</summary>
    public bool Compliant { get; set; }

    public string? Remark { get; set; }
}
