using System.Globalization;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>
/// The present units, items and days as files with the columns that an import takes: importing such a file changes nothing.
/// </summary>
public sealed class ReferenceFiles(IDbContextFactory<PortalDb> databases, IReferenceReader references, DistrictTime time)
{
    /// <summary>Of units those that the actor may write, in order of code; of items and days all.</summary>
    /// <exception cref="PermissionDeniedException">The actor may not import the kind.</exception>
    public async Task<ReportTable> ReadAsync(Actor actor, ReferenceKind kind, CancellationToken cancellation = default)
    {
        var reference = await references.GetAsync(cancellation);
        var rows = kind switch
        {
            ReferenceKind.Units => Units(actor, reference.Units),
            ReferenceKind.Items => Items(actor, reference),
            ReferenceKind.Calendar => await DaysAsync(actor, reference.Units, cancellation),
        };
        var title = JsonNames.CamelCase(kind.ToString());
        return new(title, title, [.. ReferenceColumns.Of(kind).All.Select(Column)], rows);
    }

    // Numbers are numbers in a workbook; every other cell is a text, codes of digits too.
    private static ReportColumn Column(ReferenceColumn column) =>
        new(column.Name, column.Name, IsNumber(column.Name) ? ReportColumnKind.Number : ReportColumnKind.Text);

    private static bool IsNumber(string column) => column is "statutoryLimit" or "promisedLimit";

    private List<ReportRow> Units(Actor actor, UnitTree tree)
    {
        actor.Demand(Permissions.UnitsWrite);
        var scope = actor.ScopeFor(Permissions.UnitsWrite);
        return
        [
            .. tree
                .All.Where(unit => scope.Contains(tree, unit.Id, time.Today))
                .OrderBy(unit => unit.Code, StringComparer.Ordinal)
                .SelectMany(unit => unit.Versions.Select(version => ReferenceTexts.Of(unit.Code, version, id => tree.Find(id)?.Code)))
                .Select(cells => Row(ReferenceKind.Units, cells)),
        ];
    }

    private List<ReportRow> Items(Actor actor, ReferenceData reference)
    {
        actor.DemandForAll(Permissions.ItemsWrite, reference.Units, time.Today);
        return
        [
            .. reference
                .Items.All.SelectMany(item =>
                    item.Versions.Select(version => ReferenceTexts.Of(item.Code, version, id => reference.Units.Find(id)?.Code))
                )
                .Select(cells => Row(ReferenceKind.Items, cells)),
        ];
    }

    private async Task<List<ReportRow>> DaysAsync(Actor actor, UnitTree units, CancellationToken cancellation)
    {
        actor.DemandForAll(Permissions.CalendarManage, units, time.Today);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var days = await db.CalendarDays.AsNoTracking().OrderBy(day => day.Date).ToListAsync(cancellation);
        return days.ConvertAll(day => Row(ReferenceKind.Calendar, ReferenceTexts.Of(day)));
    }

    private static ReportRow Row(ReferenceKind kind, string[] cells)
    {
        var columns = ReferenceColumns.Of(kind).Names;
        return new(cells[0], [.. cells.Select((text, at) => Cell(columns[at], text))]);
    }

    // A blank, not the dash that stands for no value in reports.
    private static ReportCell Cell(string column, string text) =>
        IsNumber(column) && text.Length > 0 ? ReportCell.Of(decimal.Parse(text, CultureInfo.InvariantCulture)) : ReportCell.Of(text);
}
