using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Metrics.Folding;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Reference;

/// <summary>Imports files of rest days and make-up workdays: <c>date,day,holiday,holidayEnglish</c>. Each row is one day.</summary>
public sealed class CalendarImporter(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    RecordRederivation rederivation,
    IReferenceReader references,
    DistrictTime time
)
{
    /// <summary>
    /// Imports all rows, or none when any has an error. Records with time limits that depend on changed days are derived again. Days that
    /// the file does not list stay as they are, unless the profile says that it is the whole notice of its years.
    /// </summary>
    /// <exception cref="PermissionDeniedException">The actor may not change the table of working days, which all units share.</exception>
    /// <exception cref="Files.RecordFileException">The file cannot be read.</exception>
    public async Task<ReferenceImportResult> ImportAsync(
        Actor actor,
        Stream content,
        ReferenceRequest request,
        CancellationToken cancellation = default
    )
    {
        actor.DemandForAll(Permissions.CalendarManage, (await references.GetAsync(cancellation)).Units, time.Today);
        var table = await ReferenceTable.ReadAsync(content, ReferenceKind.Calendar, request, time, cancellation);
        var days = Read(table);
        var (result, movesLimits) = await WriteAsync(table, days, request.DryRun, cancellation);
        // The days are committed, so the dependent records are computed even when the caller cancels.
        if (movesLimits)
            await rederivation.DoRequestedAsync(cancellation: CancellationToken.None);
        return result;
    }

    private static List<(ReferenceRow Row, CalendarDay? Day)> Read(ReferenceTable table)
    {
        var (days, seen) = (new List<(ReferenceRow, CalendarDay?)>(), new HashSet<DateOnly>());
        // A profile may say that a word means a day like any other of its weekday.
        var knowsUsualDays = table.Mapping?.Fields.Any(f => f.Key == "day" && f.Value.Values?.Values.Contains("") == true) == true;
        foreach (var row in table.Rows)
        {
            if (row["date"].Length == 0)
                row.AddError("date", "value.required");
            if (row["day"].Length == 0 && !knowsUsualDays)
                row.AddError("day", "value.required");
            var (date, kind) = (row.Day("date"), row.Word("day", ReferenceSpellings.DayKinds));
            if (date is { } known && !seen.Add(known))
                row.AddError("date", "date.twice");
            var (holiday, english) = (row.Text("holiday", 50), row.Text("holidayEnglish", 100));
            var day = new CalendarDay
            {
                Date = date ?? default,
                Kind = kind ?? default,
                Holiday = holiday,
                HolidayEnglish = english,
            };
            days.Add((row, kind is null ? null : day));
        }
        return days;
    }

    /// <returns>The result, and whether a day with a changed kind was stored.</returns>
    private async Task<(ReferenceImportResult Result, bool MovesLimits)> WriteAsync(
        ReferenceTable table,
        List<(ReferenceRow Row, CalendarDay? Day)> days,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        var merge = new CalendarMerge(table, await db.CalendarDays.ToDictionaryAsync(d => d.Date, cancellation));
        foreach (var (row, day) in days)
            merge.Take(row, day);
        if (table.Mapping?.WholeYears == true)
            merge.EndUnlisted([.. days.Select(d => d.Day).OfType<CalendarDay>()]);
        if (table.Errors.Count > 0 || !merge.HasChanges || dryRun)
            return (merge.Result, false);
        db.CalendarDays.AddRange(merge.New);
        db.CalendarDays.RemoveRange(merge.Ended);
        if (merge.FirstMoved is { } first)
            db.RederivationRequests.Add(new() { At = time.Now, Day = first });
        await db.SaveChangesAsync(cancellation);
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (merge.Result, merge.FirstMoved is not null);
    }
}
