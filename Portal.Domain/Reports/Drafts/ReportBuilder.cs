using Microsoft.Extensions.Logging;
using Portal.Domain.Catalogue;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Templates;

namespace Portal.Domain.Reports.Drafts;

/// <summary>Builds the waiting drafts one after another: at most one is in memory.</summary>
public sealed partial class ReportBuilder : IDisposable
{
    private readonly SemaphoreSlim _one = new(1, 1);
    private readonly ReportBuilds _builds;
    private readonly IReportWriter _writer;
    private readonly ReportRendering _rendering;
    private readonly IReferenceReader _references;
    private readonly ILogger<ReportBuilder> _log;

    internal ReportBuilder(
        ReportBuilds builds,
        IReportWriter writer,
        ReportRendering rendering,
        IReferenceReader references,
        ILogger<ReportBuilder> log
    ) => (_builds, _writer, _rendering, _references, _log) = (builds, writer, rendering, references, log);

    /// <summary>Whether this process is building now.</summary>
    public bool IsRunning => _one.CurrentCount == 0;

    /// <summary>Builds until no draft waits; in one process one call does it, any other returns at once.</summary>
    /// <returns>The number of drafts built or failed.</returns>
    public async Task<int> BuildWaitingAsync(CancellationToken stop = default)
    {
        if (!await _one.WaitAsync(0, stop))
            return 0;
        try
        {
            await _builds.ReleaseAbandonedAsync(cancellation: stop);
            var count = 0;
            for (; !stop.IsCancellationRequested && await _builds.ClaimAsync(stop) is { } claim; count++)
                await BuildAsync(claim, stop);
            return count;
        }
        finally
        {
            _one.Release();
        }
    }

    public void Dispose() => _one.Dispose();

    private async Task BuildAsync(ReportBuild claim, CancellationToken stop)
    {
        try
        {
            await WriteAsync(claim, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            await _builds.ReleaseAsync(claim, CancellationToken.None);
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            LogFailure(_log, e, claim.Id);
            await _builds.FailedAsync(claim, e.Message.ReplaceLineEndings(" "), CancellationToken.None);
        }
    }

    private async Task WriteAsync(ReportBuild claim, CancellationToken stop)
    {
        var unit = (await _references.GetAsync(stop)).Units.Find(claim.UnitId)!;
        var written =
            await _writer.WriteAsync(new(unit.Code, claim.From, claim.To), ReportLanguages.Find(claim.Language)!, stop)
            ?? throw new InvalidOperationException($"{unit.Code} does not exist in {claim.To:yyyy-MM}.");
        var stamp = await _rendering.StampAsync(written, stop);
        if (claim.Basis == stamp)
        {
            await _builds.ConfirmDoneAsync(claim, stop);
            return;
        }
        var files = new List<BuiltFile>();
        foreach (var format in ReportFiles.Formats)
        {
            var content = await _rendering.RenderAsync(claim.UnitId, written.Document, format, stop);
            files.Add(
                new()
                {
                    BuildId = claim.Id,
                    Format = format,
                    Content = content,
                    Hash = ReportFiles.Hash(content),
                }
            );
        }
        await _builds.DoneAsync(claim, stamp, files, stop);
    }

    [LoggerMessage(Level = LogLevel.Error, Message = "The draft {Id} could not be built; it is tried again later.")]
    private static partial void LogFailure(ILogger log, Exception exception, int id);
}
