using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Calendar;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
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
    private static readonly ReferenceColumns s_columns = new(
        ("date", "日期"),
        ("day", "类型"),
        ("holiday", "节日"),
        ("holidayEnglish", "节日英文")
    );

    /// <summary>
    /// Imports all rows, or none when any has an error. Records with time limits that depend on changed days are derived again.
    /// </summary>
    /// <exception cref="PermissionDeniedException">The actor may not change the table of working days, which all units share.</exception>
    /// <exception cref="Files.RecordFileException">The file cannot be read.</exception>
    public async Task<ReferenceImportResult> ImportAsync(
        Actor actor,
        Stream content,
        string fileName,
        bool dryRun = false,
        CancellationToken cancellation = default
    )
    {
        actor.DemandForAll(Permissions.CalendarManage, (await references.GetAsync(cancellation)).Units, time.Today);
        var table = await ReferenceTable.ReadAsync(content, fileName, s_columns, cancellation);
        var days = Read(table);
        if (table.Errors.Count > 0)
            return table.Errors.Refuse(table.Rows.Count);

        var (result, first) = await WriteAsync(days, dryRun, cancellation);
        if (first is { } day)
        {
            await rederivation.ProvisionalAsync(cancellation);
            // A limit that includes the day began at most a year before it: no limit is longer than a year.
            await rederivation.AcceptedSinceAsync(day.AddYears(-1), cancellation);
        }
        return result;
    }

    private static List<CalendarDay> Read(ReferenceTable table)
    {
        var (days, seen) = (new List<CalendarDay>(), new HashSet<DateOnly>());
        foreach (var row in table.Rows)
        {
            foreach (var name in (string[])["date", "day"])
            {
                if (row[name].Length == 0)
                    row.AddError(name, "value.required");
            }
            var (date, kind) = (row.Day("date"), row.Word("day", ReferenceSpellings.DayKinds));
            if (date is { } known && !seen.Add(known))
                row.AddError("date", "date.twice");
            days.Add(
                new CalendarDay
                {
                    Date = date ?? default,
                    Kind = kind ?? default,
                    Holiday = row.Text("holiday", 50),
                    HolidayEnglish = row.Text("holidayEnglish", 100),
                }
            );
        }
        return days;
    }

    /// <returns>The result, and the first day with a changed kind; null when none has.</returns>
    private async Task<(ReferenceImportResult Result, DateOnly? First)> WriteAsync(
        List<CalendarDay> days,
        bool dryRun,
        CancellationToken cancellation
    )
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reference, cancellation);
        var stored = await db.CalendarDays.ToDictionaryAsync(d => d.Date, cancellation);
        var recount = days.Where(d => !stored.TryGetValue(d.Date, out var present) || present.Kind != d.Kind)
            .Select(d => (DateOnly?)d.Date)
            .Min();
        var (created, updated) = (0, 0);
        foreach (var day in days)
        {
            if (!stored.TryGetValue(day.Date, out var present))
            {
                db.CalendarDays.Add(day);
                created++;
            }
            else if ((present.Kind, present.Holiday, present.HolidayEnglish) != (day.Kind, day.Holiday, day.HolidayEnglish))
            {
                (present.Kind, present.Holiday, present.HolidayEnglish) = (day.Kind, day.Holiday, day.HolidayEnglish);
                updated++;
            }
        }
        var result = new ReferenceImportResult(days.Count, created, updated, []);
        if (created + updated == 0 || dryRun)
            return (result, null);
        await db.SaveChangesAsync(cancellation);
        await db.RaiseReferenceAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return (result, recount);
    }
}
