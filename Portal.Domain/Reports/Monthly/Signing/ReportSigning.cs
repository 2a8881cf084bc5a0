using System.Resources;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Reports.Refusals;
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

    public async Task<Outcome<SignedSummary>> SignAsync(
        Actor actor,
        ReportKey key,
        string seenBasis,
        string? reason,
        CancellationToken cancellation = default
    )
    {
        if (await places.FindAsync(actor.ScopeFor(Permissions.ReportsWrite), key.Unit, cancellation) is not { } place)
            return ReportRefusal.ReportUnknown;
        var latest = (await signed.HistoryAsync(place.Unit.Id, key, cancellation)).Select(s => s.Number).FirstOrDefault();
        var begun = SignedReport.Begin(place.Unit.Id, key, latest, reason, actor, time);
        if (begun.Refusal is { } refusal)
            return refusal;
        var report = begun.Value;
        if (await FreezeAsync(report, key, seenBasis, cancellation) is { } changed)
            return changed;
        if (await StoreAsync(report, key, reason, cancellation) is { } overtaken)
            return overtaken;
        return new SignedSummary(report.Number, report.Hash, report.SignedBy, report.SignedAt, report.Reason);
    }

    /// <summary>Adds the documents and files. Refused unless both languages are read from the same data.</summary>
    private async Task<Refusal?> FreezeAsync(SignedReport report, ReportKey key, string seenBasis, CancellationToken cancellation)
    {
        var documents = new Dictionary<string, ReportDocument>(StringComparer.Ordinal);
        foreach (var culture in ReportLanguages.All)
        {
            if (await writer.WriteAsync(key, culture, cancellation) is not { } written)
                return ReportRefusal.ReportUnknown;
            if (written.Basis != seenBasis)
                return ReportRefusal.ReportHasChanged;
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
        (report.Content, report.Hash) = (SignedContent.Compress(json), SignedContent.Hash(json, report.Files));
        return null;
    }

    private async Task<Refusal?> StoreAsync(SignedReport report, ReportKey key, string? reason, CancellationToken cancellation)
    {
        await using var db = await databases.CreateDbContextAsync(cancellation);
        await using var transaction = await gate.BeginAsync(db, WriteLane.Reports, cancellation);
        var latest =
            await db
                .SignedReports.Where(r => r.UnitId == report.UnitId && r.From == key.From && r.To == key.To)
                .MaxAsync(r => (int?)r.Number, cancellation)
            ?? 0;
        // Signed meanwhile: signing again requires a reason, and the actor must have seen that report.
        if (latest != report.Number - 1)
            return string.IsNullOrWhiteSpace(reason) ? ReportRefusal.ReasonIsMissing : ReportRefusal.ReportHasChanged;
        db.SignedReports.Add(report);
        try
        {
            await db.SaveChangesAsync(cancellation);
        }
        catch (DbUpdateException)
        {
            // The unique index refuses it when another process signed outside this gate.
            return ReportRefusal.ReportHasChanged;
        }
        await transaction.CommitAsync(cancellation);
        return null;
    }

    private ReportDocument Signed(ReportDocument document, SignedReport report)
    {
        var culture = document.Culture;
        var signedAt = time.ToLocal(report.SignedAt);
        var state = string.Format(culture, s_texts.GetString("state", culture)!, report.Number, report.SignedBy, signedAt);
        // The day of signing is shown below the issuer; a draft has none.
        var date = signedAt.ToString(culture.TwoLetterISOLanguageName == "zh" ? "yyyy'年'M'月'd'日'" : "d MMMM yyyy", culture);
        var fields = new Dictionary<string, string>(document.Fields, StringComparer.Ordinal) { ["state"] = state, ["date"] = date };
        return document with { State = state, Fields = fields };
    }
}
