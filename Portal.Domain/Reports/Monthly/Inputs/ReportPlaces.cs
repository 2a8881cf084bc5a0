using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Inputs;

/// <summary>A unit whose reports somebody may see.</summary>
internal sealed record ReportPlace(ReferenceData Reference, Unit Unit, DateOnly Today)
{
    public string NameAt(DateOnly to) => Reference.Units.NameAt(Unit.Id, Days.MonthEnd(to));
}

/// <summary>Finds units within what somebody may see.</summary>
internal sealed class ReportPlaces(IReferenceReader references, DistrictTime time)
{
    /// <summary>Null when there is no such unit, or it is out of scope.</summary>
    public async Task<ReportPlace?> FindAsync(UnitScope scope, string unit, CancellationToken cancellation)
    {
        var reference = await references.GetAsync(cancellation);
        return reference.Units.Find(unit) is { } found && scope.Contains(reference.Units, found.Id, time.Today)
            ? new(reference, found, time.Today)
            : null;
    }

    /// <exception cref="ReportRefusedException"><c>report.unknown</c>: not there, or out of scope.</exception>
    public async Task<ReportPlace> DemandAsync(UnitScope scope, string unit, CancellationToken cancellation) =>
        await FindAsync(scope, unit, cancellation) ?? throw new ReportRefusedException("report.unknown");
}
