using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Metrics.Formulas;
using Portal.Domain.Records;

namespace Portal.Domain.Metrics.Folding;

/// <summary>Reads the approved figures of sheets as reported months.</summary>
internal static class ReportedMonths
{
    /// <summary>
    /// The last approved version of every sheet whose form has a stream; as of an instant, the last version approved by then.
    /// </summary>
    /// <param name="unitId">Only of this unit; null for all.</param>
    /// <param name="stream">Only of this stream; null for both.</param>
    /// <param name="from">The first month as its first day, or any day of the month before; null for no bound.</param>
    /// <param name="to">Any day of the last month; null for no bound.</param>
    public static async IAsyncEnumerable<ReportedMonth> ReadAsync(
        PortalDb db,
        FigureReference figures,
        int? unitId = null,
        RecordStream? stream = null,
        DateTimeOffset? asOf = null,
        DateOnly? from = null,
        DateOnly? to = null,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellation = default
    )
    {
        foreach (var form in figures.Forms.Where(f => f.Stream is not null && (stream is null || f.Stream == stream)))
        {
            var sheets = db.FigureSheets.Where(s =>
                s.FormId == form.Id
                && (unitId == null || s.UnitId == unitId)
                && (from == null || s.Month >= from)
                && (to == null || s.Month <= to)
            );
            var versions = asOf is null
                ? db.FigureVersions.Join(
                    sheets,
                    v => v.SheetId,
                    s => s.Id,
                    (v, s) =>
                        new
                        {
                            s.UnitId,
                            s.Month,
                            v.Number,
                            v.Values,
                            Counts = s.ApprovedVersion,
                        }
                )
                : db.FigureVersions.Join(
                    sheets,
                    v => v.SheetId,
                    s => s.Id,
                    (v, s) =>
                        new
                        {
                            s.UnitId,
                            s.Month,
                            v.Number,
                            v.Values,
                            Counts = db.FigureVersions.Where(w => w.SheetId == s.Id && w.ApprovedAt <= asOf).Max(w => (int?)w.Number),
                        }
                );
            await foreach (var row in versions.Where(v => v.Number == v.Counts).AsAsyncEnumerable().WithCancellation(cancellation))
            {
                yield return new(row.UnitId, form.Stream!.Value, row.Month, form.At(row.Month).Definition, FigureValues.Read(row.Values))
                {
                    Form = form.Code,
                };
            }
        }
    }
}
