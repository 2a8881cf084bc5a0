using System.Globalization;
using Portal.Domain.Data;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Owed;

/// <summary>
/// Reads every sheet of a month with only what boards count: a province has a hundred thousand, which as objects take a second.
/// </summary>
internal static class SheetScan
{
    private const int Columns = 7;
    private const int SheetsBetweenChecks = 1_024;

    /// <summary>The sheets of a month by form and unit, without awaited unit, submitter and reason of return.</summary>
    /// <remarks>Blocks its thread for as long as it takes: neither database's fast way of reading is asynchronous.</remarks>
    public static Dictionary<(int FormId, int UnitId), SheetRow> Read(PortalDb db, DateOnly month, CancellationToken cancellation)
    {
        var sql = string.Create(
            CultureInfo.InvariantCulture,
            $"""
            SELECT s."FormId", s."UnitId", s."Version", s."Status", s."Revision", s."FirstSubmittedAt", v."ApprovedAt"
            FROM "FigureSheets" AS s LEFT JOIN "FigureVersions" AS v ON v."SheetId" = s."Id" AND v."Number" = 1
            WHERE s."Month" = {Days.ToNumber(month)}
            """
        );
        var sheets = new Dictionary<(int, int), SheetRow>();
        using var rows = NumberRows.Open(db, sql, Columns);
        Span<long> row = stackalloc long[Columns];
        while (rows.Read(row))
        {
            if (sheets.Count % SheetsBetweenChecks == 0)
                cancellation.ThrowIfCancellationRequested();
            sheets.Add(
                ((int)row[0], (int)row[1]),
                new(
                    (int)row[0],
                    (int)row[1],
                    month,
                    (int)row[2],
                    (FigureStatus)row[3],
                    AwaitingUnitId: null,
                    row[4],
                    Instant(row[5]),
                    SubmittedAt: null,
                    SubmittedBy: null,
                    Reason: null,
                    Instant(row[6])
                )
            );
        }
        return sheets;
    }

    private static DateTimeOffset? Instant(long value) => value == NumberRows.Null ? null : Instants.FromMicroseconds(value);
}
