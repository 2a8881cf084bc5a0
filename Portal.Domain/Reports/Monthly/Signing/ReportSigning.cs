using System.Resources;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Signing;

/// <summary>Freezes reports: everything is written and rendered first, then stored in one short transaction, or not at all.</summary>
internal sealed class ReportSigning(
    IDbContextFactory<PortalDb> databases,
    WriteGate gate,
    ReportPlaces places,
    IReportWriter writer,
    ReportRendering rendering,
    SignedReports signed,
    DistrictTime time
) : IReportSigning
{
    private static readonly ResourceManager s_texts = new(
        "Portal.Domain.Reports.Monthly.Signing.SignedText",
        typeof(ReportSigning).Assembly
    );

    public async Task<SignedSummary> SignAsync(
        Actor actor,
        ReportKey key,
        string seenBasis,
        string? reason,
        CancellationToken cancellation = default
    )
    {
        var place = await places.DemandAsync(actor.ScopeFor(Permissions.ReportsWrite), key.Unit, cancellation);
        if (Days.MonthEnd(key.To) >= time.Today)
            throw new ReportRefusedException("report.notOver");
        var latest = (await signed.HistoryAsync(place.Unit.Id, key, cancellation)).Select(s => s.Number).FirstOrDefault();
        var report = new SignedReport
        {
            UnitId = place.Unit.Id,
            From = key.From,
            To = key.To,
            Number = latest + 1,
            Reason = latest == 0 ? null : Demand(reason),
            Content = [],
            Hash = "",
            SignedBy = actor.Name,
            SignedAt = time.Now,
        };
        await FreezeAsync(report, key, seenBasis, cancellation);
        await StoreAsync(report, key, reason, cancellation);
        return new(report.Number, report.Hash, report.SignedBy, report.SignedAt, report.Reason);
    }

    /// <summary>Fills in the documents and files. Both languages are read from the same data, or it is refused.</summary>
    private async Task FreezeAsync(SignedReport report, ReportKey key, string seenBasis, CancellationToken cancellation)
    {
        var documents = new Dictionary<string, ReportDocument>(StringComparer.Ordinal);
        foreach (var culture in ReportLanguages.All)
        {
            var written = await writer.WriteAsync(key, culture, cancellation) ?? throw new ReportRefusedException("report.unknown");
            if (written.Basis != seenBasis)
                throw new ReportRefusedException("report.changed");
            documents[culture.Name] = Signed(written.Document, report);
            foreach (var format in ReportFiles.Formats)
            {
                var content = await rendering.RenderAsync(report.UnitId, documents[culture.Name], format, cancellation);
                report.Files.Add(
                    new()
                    {
                        Format = format,
                        Language = culture.Name,
                        Content = content,
                        Hash = ReportFiles.Hash(content),
                    }
                );
            }
        }
        var json = new SignedContent(seenBasis, documents).ToJson();
        (report.Content, report.Hash) = (SignedContent.Pack(json), SignedContent.Hash(json, report.Files));
    }

    private async Task StoreAsync(SignedReport report, ReportKey key, string? reason, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var latest =
            await db
                .SignedReports.Where(r => r.UnitId == report.UnitId && r.From == key.From && r.To == key.To)
                .MaxAsync(r => (int?)r.Number, cancellation)
            ?? 0;
        if (latest != report.Number - 1)
        {
            // Somebody signed meanwhile: to sign anew one must say why, and have seen that one.
            Demand(reason);
            throw new ReportRefusedException("report.changed");
        }
        db.SignedReports.Add(report);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // The index is the last word, should another process not come through the same gate.
            throw new ReportRefusedException("report.changed");
        }
        await transaction.CommitAsync(cancellation);
    }

    private ReportDocument Signed(ReportDocument document, SignedReport report)
    {
        var culture = document.Culture;
        var signedAt = time.ToLocal(report.SignedAt);
        var state = string.Format(culture, s_texts.GetString("state", culture)!, report.Number, report.SignedBy, signedAt);
        // Below the issuer stands the day of signing; a draft has none.
        var date = signedAt.ToString(culture.TwoLetterISOLanguageName == "zh" ? "yyyy'年'M'月'd'日'" : "d MMMM yyyy", culture);
        var fields = new Dictionary<string, string>(document.Fields, StringComparer.Ordinal) { ["state"] = state, ["date"] = date };
        return document with { State = state, Fields = fields };
    }

    private static string Demand(string? reason)
    {
        if (string.IsNullOrWhiteSpace(reason))
            throw new ReportRefusedException("reason.required");
        return reason.Trim() is { Length: <= ReportColumns.ReasonLength } said ? said : throw new ReportRefusedException("reason.tooLong");
    }
}
