using Microsoft.EntityFrameworkCore;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Mail;
using Portal.Domain.Organisation;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Subscriptions;

/// <summary>
/// Writes the mails that subscriptions are due. Safe to repeat and to run twice at once: a subscription gets each period once.
/// </summary>
public sealed class ReportDelivery(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    ReportDays days,
    IReferenceReader references,
    MailOptions mail,
    DistrictTime time
)
{
    /// <summary>Signed reports are sent this long after their signature, in case mail is down or off meanwhile.</summary>
    private static readonly TimeSpan s_signedWithin = TimeSpan.FromDays(60);

    /// <returns>The number of mails written.</returns>
    public async Task<int> WriteDueAsync(CancellationToken cancellation = default)
    {
        if (!mail.IsOn)
            return 0;
        var units = (await references.GetAsync(cancellation)).Units;
        var written = 0;
        foreach (var due in await DueAsync(cancellation))
        {
            if (await WriteAsync(due, units, cancellation))
                written++;
        }
        return written;
    }

    private async Task<IReadOnlyList<Due>> DueAsync(CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var subscriptions = await db.ReportSubscriptions.AsNoTracking().OrderBy(s => s.Id).ToListAsync(cancellation);
        if (subscriptions.Count == 0)
            return [];
        var due = subscriptions
            .Where(s => !s.SignedOnly)
            .SelectMany(DraftsOf)
            .Concat(await SignedAsync(db, subscriptions, cancellation))
            .DistinctBy(d => d.Key)
            .ToList();
        var keys = due.ConvertAll(d => d.Key.ToString());
        var known = await db.OutgoingMails.Where(m => keys.Contains(m.Key)).Select(m => m.Key).ToListAsync(cancellation);
        return [.. due.ExceptBy(known, d => d.Key.ToString())];
    }

    /// <summary>The month with a day of reports since the subscription began.</summary>
    private IEnumerable<Due> DraftsOf(ReportSubscription subscription)
    {
        if (
            days.Latest() is not { } month
            || days.BeginOf(month) < subscription.CreatedAt
            || ReportDays.PeriodOf(subscription.Span, month) is not { } period
        )
            yield break;
        yield return new(subscription, new(subscription.UnitId, period.From, period.To, subscription.Id));
    }

    /// <summary>The reports signed since the subscription to signed reports began.</summary>
    private async Task<IEnumerable<Due>> SignedAsync(
        PortalDb db,
        IReadOnlyList<ReportSubscription> subscriptions,
        CancellationToken cancellation
    )
    {
        var since = time.Now - s_signedWithin;
        var reports = await db
            .SignedReports.AsNoTracking()
            .Where(r => r.SignedAt >= since)
            .Select(r => new
            {
                r.UnitId,
                r.From,
                r.To,
                r.SignedAt,
            })
            .ToListAsync(cancellation);
        return from subscription in subscriptions
            where subscription.SignedOnly
            from report in reports
            where
                report.UnitId == subscription.UnitId
                && report.SignedAt >= subscription.CreatedAt
                && ReportDays.PeriodOf(subscription.Span, report.To) == (report.From, report.To)
            orderby report.To
            select new Due(subscription, new(report.UnitId, report.From, report.To, subscription.Id));
    }

    /// <summary>False when the draft is not built yet, or another process wrote the mail first.</summary>
    private async Task<bool> WriteAsync(Due due, UnitTree units, CancellationToken cancellation)
    {
        var (subscription, about) = due;
        var key = new ReportKey(units.Find(about.UnitId)!.Code, about.From, about.To);
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var text = about.ToString();
        if (await db.OutgoingMails.AnyAsync(m => m.Key == text, cancellation))
            return false;
        if (await FilesAsync(db, subscription, key, cancellation) is not { } found)
            return false;
        var letter = new ReportLetter(subscription, units.NameAt(about.UnitId, Days.MonthEnd(about.To)), key, found.Number, mail.Link);
        db.OutgoingMails.Add(letter.Mail(about, found.Files, time.Now));
        await db.SaveChangesAsync(cancellation);
        await transaction.CommitAsync(cancellation);
        return true;
    }

    /// <summary>Of the signed report when there is one, else of the draft of its day; null when there is neither.</summary>
    private async Task<MailFiles?> FilesAsync(PortalDb db, ReportSubscription subscription, ReportKey key, CancellationToken cancellation)
    {
        var culture = ReportLanguages.Find(subscription.Language)!;
        var signed = await db
            .SignedReports.Where(r => r.UnitId == subscription.UnitId && r.From == key.From && r.To == key.To)
            .OrderByDescending(r => r.Number)
            .Select(r => new { r.Id, r.Number })
            .FirstOrDefaultAsync(cancellation);
        if (signed is not null)
        {
            if (!subscription.Attach)
                return new(signed.Number, []);
            var files = await db.Set<SignedFile>()
                .AsNoTracking()
                .Where(f => f.ReportId == signed.Id && f.Language == culture.Name)
                .OrderBy(f => f.Format)
                .ToListAsync(cancellation);
            return new(signed.Number, [.. files.Select(f => ReportFiles.File(key, f.Format, culture, f.Content, signed.Number))]);
        }
        var (begin, now) = (days.BeginOf(key.To), time.Now);
        var build = await db
            .ReportBuilds.AsNoTracking()
            .Where(b =>
                b.UnitId == subscription.UnitId
                && b.From == key.From
                && b.To == key.To
                && b.Language == culture.Name
                && b.State == BuildState.Done
                && b.FinishedAt >= begin
                && b.FinishedAt <= now // one from the future was built before the clock was set back
            )
            .Select(b => (int?)b.Id)
            .SingleOrDefaultAsync(cancellation);
        if (build is null)
            return null;
        if (!subscription.Attach)
            return new(null, []);
        var built = await db.Set<BuiltFile>()
            .AsNoTracking()
            .Where(f => f.BuildId == build)
            .OrderBy(f => f.Format)
            .ToListAsync(cancellation);
        return new(null, [.. built.Select(f => ReportFiles.File(key, f.Format, culture, f.Content, number: null))]);
    }

    private sealed record Due(ReportSubscription Subscription, ReportMailKey Key);

    private sealed record MailFiles(int? Number, IReadOnlyCollection<ReportFile> Files);
}
