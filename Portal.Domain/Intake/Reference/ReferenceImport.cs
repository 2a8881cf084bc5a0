using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>Imports files of units, items and days.</summary>
public sealed class ReferenceImport(
    UnitImporter units,
    ItemImporter items,
    CalendarImporter calendar,
    IReferenceReader references,
    DistrictTime time
)
{
    /// <summary>Whether the actor may import the kind: units for any unit, what belongs to no single unit for all.</summary>
    public async Task<bool> MayAsync(Actor actor, ReferenceKind kind, CancellationToken cancellation = default)
    {
        if (kind == ReferenceKind.Units)
            return actor.May(Permissions.UnitsWrite);
        var permission = kind == ReferenceKind.Items ? Permissions.ItemsWrite : Permissions.CalendarManage;
        return actor.ScopeFor(permission).CoversAll((await references.GetAsync(cancellation)).Units, time.Today);
    }

    /// <summary>Imports all rows, or none when any has an error.</summary>
    /// <exception cref="PermissionDeniedException">The actor may not change the items or the calendar.</exception>
    /// <exception cref="Files.RecordFileException">The file cannot be read.</exception>
    public Task<ReferenceImportResult> RunAsync(
        Actor actor,
        ReferenceKind kind,
        Stream content,
        ReferenceRequest request,
        CancellationToken cancellation = default
    ) =>
        kind switch
        {
            ReferenceKind.Units => units.ImportAsync(actor, content, request, cancellation),
            ReferenceKind.Items => items.ImportAsync(actor, content, request, cancellation),
            ReferenceKind.Calendar => calendar.ImportAsync(actor, content, request, cancellation),
        };
}
