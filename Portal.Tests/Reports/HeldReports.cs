using System.Globalization;
using Portal.Domain.Access;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;

namespace Portal.Tests.Reports;

/// <summary>Reports held in memory, as the pages ask for them: the same document for every unit and period, and the rules of signing and remarking.</summary>
internal sealed class HeldReports : IReportReader, IReportSigning, IReportRemarks
{
    private readonly List<SignedSummary> _signed = [];

    /// <summary>Changes what the figures were read at, as a change of the figures does.</summary>
    public string Basis { get; set; } = "1";

    public ReportDocument Document { get; set; } = ReportSamples.Document;

    public ReportRemark? Remark { get; set; }

    public ReportDifference? Difference { get; set; }

    /// <summary>What the next call is refused for; null for nothing.</summary>
    public string? Refusal { get; set; }

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

    public Task<SignedSummary> SignAsync(
        Actor actor,
        ReportKey key,
        string seenBasis,
        string? reason,
        CancellationToken cancellation = default
    )
    {
        Refuse(actor);
        if (seenBasis != Basis)
            throw new ReportRefusedException("report.changed");
        if (_signed.Count > 0 && string.IsNullOrEmpty(reason))
            throw new ReportRefusedException("reason.required");
        Signings.Add((seenBasis, reason));
        _signed.Add(new(_signed.Count + 1, new string('a', 64), actor.Name, new(2014, 11, 3, 1, 0, 0, TimeSpan.Zero), reason));
        return Task.FromResult(_signed[^1]);
    }

    public Task<ReportDifference?> CompareAsync(
        Actor actor,
        ReportKey key,
        CultureInfo culture,
        int? number = null,
        CancellationToken cancellation = default
    ) => Task.FromResult(Difference ?? (_signed.Count == 0 ? null : new(_signed[^1], [], [])));

    public Task WriteAsync(Actor actor, ReportKey key, string text, int seenNumber, CancellationToken cancellation = default)
    {
        Refuse(actor);
        if (seenNumber != (Remark?.Number ?? 0))
            throw new ReportRefusedException("remark.changed");
        Remark = new()
        {
            Number = seenNumber + 1,
            Text = text,
            WrittenBy = actor.Name,
            WrittenAt = new(2014, 11, 3, 2, 0, 0, TimeSpan.Zero),
        };
        return Task.CompletedTask;
    }

    private void Refuse(Actor actor)
    {
        if (!actor.May(Permissions.ReportsWrite))
            throw new ReportRefusedException("report.denied");
        if (Refusal is { } code)
            throw new ReportRefusedException(code);
    }

    private ReportView View(ReportKey key, SignedSummary? signed) =>
        new(key, 1, "台江区", Document, Basis, signed, [.. _signed.AsEnumerable().Reverse()], Remark);
}
