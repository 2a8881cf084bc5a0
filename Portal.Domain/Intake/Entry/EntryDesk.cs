using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Access.Sources;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Entry;

/// <summary>
/// Records entered one by one, at windows without a system of their own. They pass the same checks as those of files and messages, and are
/// corrected and withdrawn with a reason, never deleted.
/// </summary>
public sealed partial class EntryDesk(
    IDbContextFactory<PortalDb> databases,
    RecordFileReader reader,
    IRecordIntake intake,
    IReferenceReader references,
    DistrictTime time
)
{
    /// <summary>The most records listed of one person and day.</summary>
    public const int MostListed = 200;

    private const int MostTries = 20;

    private static readonly TimeSpan s_mostWork = TimeSpan.FromSeconds(10);

    /// <summary>The source of the records that are entered for a unit; no other sender may use it.</summary>
    public static string SourceOf(string unitCode) => SourceName.EntryPrefix + unitCode;

    /// <summary>Enters a record.</summary>
    /// <exception cref="PermissionDeniedException">The actor may not write the stream.</exception>
    public async Task<EntryResult> EnterAsync(Actor actor, EntryDraft draft, CancellationToken cancellation = default)
    {
        actor.Demand(RecordPermissions.Write(draft.Stream));
        var (typed, day) = (draft.Texts.GetValueOrDefault(RecordField.CaseNo, "").Trim(), time.Today);
        for (var tries = 0; ; tries++)
        {
            int? number = typed.Length > 0 ? null : await NextNumberAsync(draft.UnitCode, day, cancellation) + tries;
            var caseNo = number is { } next ? string.Create(CultureInfo.InvariantCulture, $"{day:yyyyMMdd}-{next:000}") : typed;
            try
            {
                return await SendAsync(
                    actor,
                    draft.Stream,
                    TextsOf(draft, SourceOf(draft.UnitCode), caseNo),
                    Act(EntryAct.Entered, actor, number, reason: null),
                    result => result.Created == 1,
                    "entry.exists",
                    cancellation
                );
            }
            catch (Exception taken) when (number is not null && tries < MostTries && IsTaken(taken))
            {
                // Another window of the unit took the number meanwhile.
            }
            catch (NotAsExpectedException exists)
            {
                return new(null, [exists.Error]);
            }
        }
    }

    private static bool IsTaken(Exception failure) =>
        failure is NotAsExpectedException || (failure is DbUpdateException update && UniqueViolations.Is(update));

    /// <summary>Corrects a record that was entered by hand; what the form does not have stays as it is.</summary>
    /// <param name="actor">May write the stream for the record's unit.</param>
    /// <param name="recordId">The record.</param>
    /// <param name="draft">The record as it should be; its number cannot be changed.</param>
    /// <param name="reason">Required; at most <see cref="RecordEntry.ReasonLength"/> characters.</param>
    /// <param name="cancellation">Stops before anything is written.</param>
    /// <exception cref="PermissionDeniedException">The actor may not write the stream.</exception>
    public Task<EntryResult> CorrectAsync(
        Actor actor,
        long recordId,
        EntryDraft draft,
        string reason,
        CancellationToken cancellation = default
    ) =>
        ChangeAsync(
            actor,
            draft.Stream,
            recordId,
            EntryAct.Corrected,
            reason,
            found => TextsOf(draft, found.Source, found.Record.CaseNo),
            cancellation
        );

    /// <summary>Withdraws a record that was entered by hand: it is closed as withdrawn, and in no denominator.</summary>
    /// <inheritdoc cref="CorrectAsync"/>
    public Task<EntryResult> WithdrawAsync(
        Actor actor,
        RecordStream stream,
        long recordId,
        string reason,
        CancellationToken cancellation = default
    ) =>
        ChangeAsync(
            actor,
            stream,
            recordId,
            EntryAct.Withdrawn,
            reason,
            found =>
            {
                var texts = new Dictionary<RecordField, string>
                {
                    [RecordField.Source] = found.Source,
                    [RecordField.CaseNo] = found.Record.CaseNo,
                    [RecordField.Outcome] = ValueSpellings.Outcomes.Codes[(int)CaseOutcome.Withdrawn - 1],
                };
                if (found.Record.ClosedAt is null)
                    texts[RecordField.ClosedAt] = TextOf(time.Now);
                return texts;
            },
            cancellation
        );

    /// <summary>What the actor entered today, latest first; at most <see cref="MostListed"/>.</summary>
    public async Task<IReadOnlyList<EnteredRecord>> OfTodayAsync(Actor actor, RecordStream stream, CancellationToken cancellation = default)
    {
        if (!actor.May(RecordPermissions.Write(stream)))
            return [];
        var (user, today) = (actor.Name, time.Today);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var entries = await db
            .RecordEntries.AsNoTracking()
            .Where(e => e.UserName == user && e.Day == today && e.Stream == stream && e.Act == EntryAct.Entered)
            .OrderByDescending(e => e.Id)
            .Take(MostListed)
            .ToListAsync(cancellation);
        long[] ids = [.. entries.Select(e => e.RecordId)];
        var records = await RecordsAsync(db, stream, ids, cancellation);
        var withdrawn = await db
            .RecordEntries.Where(e => EF.Parameter(ids).Contains(e.RecordId) && e.Act == EntryAct.Withdrawn)
            .Select(e => e.RecordId)
            .ToHashSetAsync(cancellation);
        return
        [
            .. entries
                .Where(e => records.ContainsKey(e.RecordId))
                .Select(e => new EnteredRecord(
                    records[e.RecordId].Record,
                    records[e.RecordId].Source,
                    e.At,
                    withdrawn.Contains(e.RecordId)
                )),
        ];
    }

    private async Task<EntryResult> ChangeAsync(
        Actor actor,
        RecordStream stream,
        long recordId,
        EntryAct act,
        string reason,
        Func<(ServiceRecord Record, string Source), Dictionary<RecordField, string>> change,
        CancellationToken cancellation
    )
    {
        actor.Demand(RecordPermissions.Write(stream));
        reason = reason.Trim();
        if (reason.Length is 0 or > RecordEntry.ReasonLength)
            return new(null, [RowErrors.Create(1, "reason", reason, "entry.reason", RecordEntry.ReasonLength)]);
        var reference = await references.GetAsync(cancellation);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        if (
            !await db.RecordEntries.AnyAsync(e => e.RecordId == recordId && e.Stream == stream && e.Act == EntryAct.Entered, cancellation)
            || !(await RecordsAsync(db, stream, [recordId], cancellation)).TryGetValue(recordId, out var found)
            || !actor.ScopeFor(RecordPermissions.Write(stream)).Contains(reference.Units, found.Record.UnitId, time.Today)
        )
            return new(null, [RowErrors.Create(1, "", null, "entry.unknown")]);
        try
        {
            return await SendAsync(
                actor,
                stream,
                change(found),
                Act(act, actor, number: null, reason),
                result => result.Updated == 1,
                "entry.unchanged",
                cancellation
            );
        }
        catch (NotAsExpectedException unchanged)
        {
            return new(null, [unchanged.Error]);
        }
    }

    private RecordEntry Act(EntryAct act, Actor actor, int? number, string? reason) =>
        new()
        {
            Act = act,
            Day = time.Today,
            Number = number,
            At = time.Now,
            UserName = actor.Name,
            Reason = reason,
        };

    /// <summary>Sends one record through the intake, and keeps the act in the same transaction.</summary>
    /// <exception cref="NotAsExpectedException">The record became something else than expected; nothing was written.</exception>
    private async Task<EntryResult> SendAsync(
        Actor actor,
        RecordStream stream,
        Dictionary<RecordField, string> texts,
        RecordEntry act,
        Func<IntakeResult, bool> isExpected,
        string otherwise,
        CancellationToken cancellation
    )
    {
        IReadOnlyList<RowError> errors = [];
        var table = new MemoryTable(
            [.. texts.Keys.Select(RecordFields.NameOf)],
            [
                [.. texts.Values],
            ],
            new ReadBudget(s_mostWork, cancellation)
        );
        await using var file = reader.Open(table, new RecordFileOptions(stream, FileFormat.Csv));
        var row = await file.ReadAsync(cancellation).SingleAsync(cancellation);
        if (row.Input is not { } input)
            return new(null, row.Errors);
        var options = new IntakeOptions(stream)
        {
            Scope = actor.ScopeFor(RecordPermissions.Write(stream)),
            Sender = actor.Name,
            IsEntry = true,
            Reason = act.Reason,
            Checkpoint = async (db, result, rejected, token) =>
            {
                if (rejected.Count > 0)
                    return;
                if (!isExpected(result))
                    throw new NotAsExpectedException(RowErrors.Create(1, "caseNo", input.CaseNo, otherwise));
                var record = await db
                    .Records.AsNoTracking()
                    .Where(r => r.CaseNo == input.CaseNo && db.RecordSources.Any(s => s.Id == r.SourceId && s.Name == input.Source))
                    .SingleAsync(r => stream == RecordStream.Appeals ? r is Appeal : r is ServiceCase, token);
                (act.Stream, act.RecordId, act.UnitId) = (stream, record.Id, record.UnitId);
                db.RecordEntries.Add(act);
                await db.SaveChangesAsync(token);
            },
        };
        await intake.RunAsync(
            new[] { row }.ToAsyncEnumerable(),
            options,
            (rejected, _) =>
            {
                errors = rejected.Errors;
                return ValueTask.CompletedTask;
            },
            cancellation: cancellation
        );
        return new(errors.Count == 0 ? input.CaseNo : null, errors);
    }

    private async Task<int> NextNumberAsync(string unitCode, DateOnly day, CancellationToken cancellation)
    {
        var unit = (await references.GetAsync(cancellation)).Units.Find(unitCode)?.Id;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        return (await db.RecordEntries.Where(e => e.UnitId == unit && e.Day == day).MaxAsync(e => e.Number, cancellation) ?? 0) + 1;
    }

    private static async Task<Dictionary<long, (ServiceRecord Record, string Source)>> RecordsAsync(
        PortalDb db,
        RecordStream stream,
        long[] ids,
        CancellationToken cancellation
    )
    {
        IQueryable<ServiceRecord> records = stream == RecordStream.Appeals ? db.Appeals.AsNoTracking() : db.Cases.AsNoTracking();
        var found = await records
            .Where(r => EF.Parameter(ids).Contains(r.Id))
            .Join(db.RecordSources, r => r.SourceId, s => s.Id, (r, s) => new { Record = r, s.Name })
            .ToListAsync(cancellation);
        return found.ToDictionary(f => f.Record.Id, f => (f.Record, f.Name));
    }

    private Dictionary<RecordField, string> TextsOf(EntryDraft draft, string source, string caseNo)
    {
        var texts = new Dictionary<RecordField, string>
        {
            [RecordField.Source] = source,
            [RecordField.CaseNo] = caseNo,
            [RecordField.UnitCode] = draft.UnitCode,
        };
        foreach (var field in EntryDraft.Fields(draft.Stream).Where(f => f != RecordField.CaseNo))
            texts[field] = WithDay(draft.Texts.GetValueOrDefault(field, "").Trim());
        return texts;
    }

    // A time of day alone is one of today.
    private string WithDay(string text) =>
        TimeOfDay().IsMatch(text)
            ? string.Create(CultureInfo.InvariantCulture, $"{time.Today:yyyy-MM-dd} {text.Replace('：', ':')}")
            : text;

    private string TextOf(DateTimeOffset instant) =>
        time.ToLocal(instant).ToString("yyyy-MM-dd'T'HH:mm:ss.FFFFFFzzz", CultureInfo.InvariantCulture);

    [GeneratedRegex(@"^\d{1,2}[:：]\d{2}$", RegexOptions.None, 1_000)]
    private static partial Regex TimeOfDay();

    /// <summary>Rolls the transaction back.</summary>
    private sealed class NotAsExpectedException(RowError error) : Exception(error.Message)
    {
        public RowError Error { get; } = error;
    }
}
