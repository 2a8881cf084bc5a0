using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>A unit within a reader's scope.</summary>
public sealed record ReportPlace(ReferenceData Reference, Unit Unit, DateOnly Today)
{
    public string NameAt(DateOnly to) => Reference.Units.NameAt(Unit.Id, Days.MonthEnd(to));
}

/// <summary>Finds units within a scope.</summary>
public sealed class ReportPlaces(IReferenceReader references, DistrictTime time)
{
    /// <summary>Null when there is no such unit, or it is out of scope.</summary>
    public async Task<ReportPlace?> FindAsync(UnitScope scope, string unit, CancellationToken cancellation)
    {
        var reference = await references.GetAsync(cancellation);
        return reference.Units.Find(unit) is { } found && scope.Contains(reference.Units, found.Id, time.Today)
            ? new(reference, found, time.Today)
            : null;
    }
}
