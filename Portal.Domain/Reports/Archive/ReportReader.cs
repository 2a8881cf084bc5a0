using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Reports.Monthly.Templates;

namespace Portal.Domain.Reports.Archive;

/// <summary>Opens reports: the signed one, or the draft of now.</summary>
internal sealed class ReportReader(
    ReportPlaces places,
    IReportWriter writer,
    ReportRendering rendering,
    SignedReports signed,
    ReportRemarks remarks,
    BuiltDrafts drafts
) : IReportReader
{
    public async Task<ReportView?> OpenAsync(Actor actor, ReportKey key, CultureInfo culture, CancellationToken cancellation = default)
    {
        if (await places.FindAsync(actor.ScopeFor(Permissions.ReportsRead), key.Unit, cancellation) is not { } place)
            return null;
        var history = await signed.HistoryAsync(place.Unit.Id, key, cancellation);
        if (history.Count == 0)
            return await DraftAsync(place, key, culture, history, cancellation);
        var content = await signed.ContentAsync(place.Unit.Id, key, history[0].Number, cancellation);
        var remark = await remarks.LatestAsync(place.Unit.Id, key, cancellation);
        return new(key, place.Unit.Id, place.NameAt(key.To), In(content, culture), content.Basis, history[0], history, remark);
    }

    public async Task<ReportView?> OpenDraftAsync(
        Actor actor,
        ReportKey key,
        CultureInfo culture,
        CancellationToken cancellation = default
    ) =>
        await places.FindAsync(actor.ScopeFor(Permissions.ReportsRead), key.Unit, cancellation) is { } place
            ? await DraftAsync(place, key, culture, await signed.HistoryAsync(place.Unit.Id, key, cancellation), cancellation)
            : null;

    public async Task<ReportFile?> FileAsync(
        Actor actor,
        ReportKey key,
        ReportFormat format,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    )
    {
        if (await places.FindAsync(actor.ScopeFor(Permissions.ReportsRead), key.Unit, cancellation) is not { } place)
            return null;
        var language = ReportLanguages.Nearest(culture);
        var history = await signed.HistoryAsync(place.Unit.Id, key, cancellation);
        if ((number ?? history.FirstOrDefault()?.Number) is { } wanted)
        {
            return await signed.FileAsync(place.Unit.Id, key, wanted, format, language, cancellation) is { } frozen
                ? ReportFiles.File(key, format, language, frozen, wanted)
                : null;
        }
        if (await writer.WriteAsync(key, language, cancellation) is not { } written)
            return null;
        var content =
            await drafts.FindAsync(written, key, format, cancellation)
            ?? await rendering.RenderAsync(written.UnitId, written.Document, format, cancellation);
        return ReportFiles.File(key, format, language, content, number: null);
    }

    public async Task<ReportDifference?> CompareAsync(
        Actor actor,
        ReportKey key,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    )
    {
        if (await places.FindAsync(actor.ScopeFor(Permissions.ReportsRead), key.Unit, cancellation) is not { } place)
            return null;
        var history = await signed.HistoryAsync(place.Unit.Id, key, cancellation);
        var summary = number is null ? history.FirstOrDefault() : history.FirstOrDefault(s => s.Number == number);
        if (summary is null || await writer.WriteAsync(key, ReportLanguages.Nearest(culture), cancellation) is not { } now)
            return null;
        var content = await signed.ContentAsync(place.Unit.Id, key, summary.Number, cancellation);
        return ReportComparison.Compare(summary, In(content, culture), now.Document);
    }

    private async Task<ReportView?> DraftAsync(
        ReportPlace place,
        ReportKey key,
        CultureInfo culture,
        IReadOnlyList<SignedSummary> history,
        CancellationToken cancellation
    )
    {
        if (await writer.WriteAsync(key, ReportLanguages.Nearest(culture), cancellation) is not { } written)
            return null;
        var remark = await remarks.LatestAsync(place.Unit.Id, key, cancellation);
        return new(key, written.UnitId, written.UnitName, written.Document, written.Basis, Signed: null, history, remark);
    }

    private static ReportDocument In(SignedContent content, CultureInfo culture) =>
        content.Documents[ReportLanguages.Nearest(culture).Name];
}
