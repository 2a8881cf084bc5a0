using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Tests.Reports;

/// <summary>
/// In-memory reports for the pages: the same document for every unit and period, and the rules of signing and remarking.
/// </summary>
internal sealed class HeldReports : IReportReader, IReportSigning, IReportRemarks
{
    private readonly List<SignedSummary> _signed = [];

    /// <summary>Changes what the figures were read at, as a change of the figures does.</summary>
    public string Basis { get; set; } = "1";

    public ReportDocument Document { get; set; } = ReportSamples.Document;

    public ReportRemark? Remark { get; set; }

    public ReportDifference? Difference { get; set; }

    /// <summary>The refusal of the next call; null for none.</summary>
    public Refusal? Refusal { get; set; }

    /// <summary>Everything that was signed, with the basis seen and the reason given.</summary>
    public List<(string Basis, string? Reason)> Signings { get; } = [];

    public Task<ReportView?> OpenAsync(Actor actor, ReportKey key, CultureInfo culture, CancellationToken cancellation = default) =>
        Task.FromResult<ReportView?>(View(key, _signed.LastOrDefault()));

    public Task<ReportView?> OpenDraftAsync(Actor actor, ReportKey key, CultureInfo culture, CancellationToken cancellation = default) =>
        Task.FromResult<ReportView?>(View(key, signed: null));

    public Task<ReportFile?> FileAsync(
        Actor actor,
        ReportKey key,
        ReportFormat format,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    ) => Task.FromResult<ReportFile?>(null);

    public Task<Outcome<SignedSummary>> SignAsync(
        Actor actor,
        ReportKey key,
        string seenBasis,
        string? reason,
        CancellationToken cancellation = default
    )
    {
        if (RefusalFor(actor) is { } refusal)
            return Task.FromResult<Outcome<SignedSummary>>(refusal);
        if (seenBasis != Basis)
            return Task.FromResult<Outcome<SignedSummary>>(ReportRefusal.ReportHasChanged);
        if (_signed.Count > 0 && string.IsNullOrEmpty(reason))
            return Task.FromResult<Outcome<SignedSummary>>(ReportRefusal.ReasonIsMissing);
        Signings.Add((seenBasis, reason));
        _signed.Add(new(_signed.Count + 1, new string('a', 64), actor.Name, new(2014, 11, 3, 1, 0, 0, TimeSpan.Zero), reason));
        return Task.FromResult<Outcome<SignedSummary>>(_signed[^1]);
    }

    public Task<ReportDifference?> CompareAsync(
        Actor actor,
        ReportKey key,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    ) => Task.FromResult(Difference ?? (_signed.Count == 0 ? null : new(_signed[^1], [], [])));

    public Task<Refusal?> WriteAsync(Actor actor, ReportKey key, string text, int seenNumber, CancellationToken cancellation = default)
    {
        if (RefusalFor(actor) is { } refusal)
            return Task.FromResult<Refusal?>(refusal);
        if (seenNumber != (Remark?.Number ?? 0))
            return Task.FromResult<Refusal?>(ReportRefusal.RemarkHasChanged);
        Remark = new()
        {
            Number = seenNumber + 1,
            Text = text,
            WrittenBy = actor.Name,
            WrittenAt = new(2014, 11, 3, 2, 0, 0, TimeSpan.Zero),
        };
        return Task.FromResult<Refusal?>(null);
    }

    private Refusal? RefusalFor(Actor actor) => actor.May(Permissions.ReportsWrite) ? Refusal : ReportRefusal.ReportUnknown;

    private ReportView View(ReportKey key, SignedSummary? signed) =>
        new(key, 1, "台江区", Document, Basis, signed, [.. _signed.AsEnumerable().Reverse()], Remark);
}
