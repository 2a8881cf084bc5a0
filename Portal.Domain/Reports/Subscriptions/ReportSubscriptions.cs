using System.Net.Mail;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Mail;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.CustomTables;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Subscriptions;

/// <summary>Manages subscriptions to reports, and shows the delivery of their mails.</summary>
public sealed class ReportSubscriptions(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    ReportPlaces places,
    IReferenceReader references,
    MailOptions mail,
    DistrictTime time
)
{
    /// <summary>Whether mail is set up; without it subscriptions can be saved, and wait.</summary>
    public bool IsOn => mail.IsOn;

    /// <summary>The subscriptions of the scope, by unit.</summary>
    public async Task<IReadOnlyList<SubscriptionRow>> SubscriptionsAsync(Actor actor, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var rows = await db.ReportSubscriptions.AsNoTracking().ToListAsync(cancellation);
        var scope = actor.ScopeFor(Permissions.ReportsRead);
        return
        [
            .. from row in rows
            where scope.Contains(units, row.UnitId, time.Today)
            let code = units.Find(row.UnitId)!.Code
            orderby code, row.Address, row.Span
            select new SubscriptionRow(
                row.Id,
                units.NameAt(row.UnitId, time.Today),
                new(code, row.Span, row.Language, row.Address, row.Name, row.Attach, row.SignedOnly),
                row.CreatedBy,
                row.CreatedAt
            ),
        ];
    }

    /// <summary>Adds a subscription, or changes that of the same unit, span, language and address.</summary>
    /// <returns>Null when it is saved.</returns>
    public async Task<Refusal?> SubscribeAsync(Actor actor, SubscriptionInput input, CancellationToken cancellation = default)
    {
        if (await places.FindAsync(actor.ScopeFor(Permissions.ReportsWrite), input.Unit, cancellation) is not { } place)
            return ReportRefusal.ReportUnknown;
        var (address, name) = (input.Address.Trim(), input.Name.Trim());
        if (Check(input, address, name) is { } refusal)
            return refusal;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var row = await db.ReportSubscriptions.SingleOrDefaultAsync(
            s => s.UnitId == place.Unit.Id && s.Span == input.Span && s.Language == input.Language && s.Address == address,
            cancellation
        );
        if (row is null)
        {
            row = new()
            {
                UnitId = place.Unit.Id,
                Span = input.Span,
                Language = input.Language,
                Address = address,
                Name = name,
                CreatedBy = actor.Name,
                CreatedAt = time.Now,
            };
            db.Add(row);
        }
        (row.Name, row.Attach, row.SignedOnly) = (name, input.Attach, input.SignedOnly);
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return null;
    }

    /// <summary>Ends a subscription; an unknown one, or one out of scope, is ignored.</summary>
    public async Task UnsubscribeAsync(Actor actor, int id, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var row = await db.ReportSubscriptions.AsNoTracking().SingleOrDefaultAsync(s => s.Id == id, cancellation);
        if (row is null || !actor.ScopeFor(Permissions.ReportsWrite).Contains(units, row.UnitId, time.Today))
            return;
        await db.ReportSubscriptions.Where(s => s.Id == id).ExecuteDeleteAsync(cancellation);
    }

    /// <summary>The latest mails with reports and saved tables of the scope, latest first, with their delivery state.</summary>
    public async Task<IReadOnlyList<ReportMail>> MailsAsync(Actor actor, int most = 200, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var tables = await TablesAsync(db, units, cancellation);
        var mails = await db
            .OutgoingMails.AsNoTracking()
            .Where(m => m.Key.StartsWith(ReportMailKey.Prefix) || m.Key.StartsWith(TableMailKey.Prefix))
            .OrderByDescending(m => m.Id)
            .Select(m => new
            {
                m.Id,
                m.Key,
                m.To,
                m.ToName,
                m.State,
                m.Attempts,
                m.CreatedAt,
                m.SentAt,
                m.NextAttemptAt,
                m.Error,
                Files = m.Attachments.OrderBy(a => a.Id).Select(a => new ReportMailFile(a.FileName, a.Hash)).ToList(),
            })
            .ToListAsync(cancellation);
        var scope = actor.ScopeFor(Permissions.ReportsRead);
        return
        [
            .. (
                from mail in mails
                let about = AboutOf(mail.Key, tables)
                where about is not null && scope.Contains(units, about.UnitId, time.Today)
                select new ReportMail(
                    mail.Id,
                    units.Find(about.UnitId)!.Code,
                    units.NameAt(about.UnitId, Days.MonthEnd(about.To)),
                    about.From,
                    about.To,
                    mail.To,
                    mail.ToName,
                    mail.State,
                    mail.Attempts,
                    mail.CreatedAt,
                    mail.SentAt,
                    mail.State == MailState.Waiting ? mail.NextAttemptAt : null,
                    mail.Error,
                    mail.Files,
                    about.Table
                )
            ).Take(most),
        ];
    }

    /// <summary>Sends a failed or uncertain mail again.</summary>
    /// <returns>False when it does not exist, is out of scope, or in another state.</returns>
    public async Task<bool> RetryAsync(Actor actor, int mailId, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var key = await db
            .OutgoingMails.Where(m => m.Id == mailId && (m.Key.StartsWith(ReportMailKey.Prefix) || m.Key.StartsWith(TableMailKey.Prefix)))
            .Select(m => m.Key)
            .SingleOrDefaultAsync(cancellation);
        var about = key is null ? null : AboutOf(key, await TablesAsync(db, units, cancellation));
        if (about is null || !actor.ScopeFor(Permissions.ReportsWrite).Contains(units, about.UnitId, time.Today))
            return false;
        var now = time.Now;
        return await db
                .OutgoingMails.Where(m => m.Id == mailId && (m.State == MailState.Failed || m.State == MailState.Uncertain))
                .ExecuteUpdateAsync(
                    m =>
                        m.SetProperty(x => x.State, MailState.Waiting)
                            .SetProperty(x => x.Attempts, 0)
                            .SetProperty(x => x.NextAttemptAt, now),
                    cancellation
                ) > 0;
    }

    /// <summary>Null for a deleted table: its unit is no longer known.</summary>
    private static MailSubject? AboutOf(string key, IReadOnlyDictionary<int, TableSubject> tables)
    {
        if (key.StartsWith(ReportMailKey.Prefix, StringComparison.Ordinal))
        {
            var report = ReportMailKey.Parse(key);
            return new(report.UnitId, report.From, report.To, null);
        }
        var sent = TableMailKey.Parse(key);
        return tables.TryGetValue(sent.TableId, out var table)
            ? new(table.UnitId, table.Query.MovedTo(sent.Month).From, sent.Month, table.Table)
            : null;
    }

    private static async Task<IReadOnlyDictionary<int, TableSubject>> TablesAsync(
        PortalDb db,
        UnitTree units,
        CancellationToken cancellation
    )
    {
        var saved = await db.SavedTables.AsNoTracking().ToListAsync(cancellation);
        return (
            from table in saved
            let query = TableQuery.FromJson(table.Query)
            where query is not null
            let unit = units.Find(query.Unit)
            where unit is not null
            select (table.Id, Asked: new TableSubject(unit.Id, query, new(table.Code, table.Name)))
        ).ToDictionary(t => t.Id, t => t.Asked);
    }

    private static Refusal? Check(SubscriptionInput input, string address, string name) =>
        input switch
        {
            { Span: not (ReportSpan.Month or ReportSpan.YearToMonth or ReportSpan.Quarter or ReportSpan.Year) } =>
                ReportRefusal.SpanIsInvalid,
            _ when ReportLanguages.Find(input.Language)?.Name != input.Language => ReportRefusal.LanguageUnknown,
            _ when address.Length > ReportColumns.NameLength || !MailAddress.TryCreate(address, out var read) || read.Address != address =>
                ReportRefusal.AddressIsInvalid,
            _ when name.Length is 0 or > ReportColumns.NameLength => ReportRefusal.NameIsMissing,
            _ => null,
        };

    /// <summary>The subject of a mail.</summary>
    private sealed record MailSubject(int UnitId, DateOnly From, DateOnly To, MailedTable? Table);

    private sealed record TableSubject(int UnitId, TableQuery Query, MailedTable Table);
}
