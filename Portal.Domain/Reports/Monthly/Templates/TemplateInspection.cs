using System.Globalization;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <summary>Looks an uploaded template through before it is kept.</summary>
internal sealed class TemplateInspection(IReportWriter writer, ReportRendering rendering, DistrictTime time)
{
    /// <summary>Bytes; pictures included.</summary>
    private const int MostBytes = 10 << 20;

    private static readonly ZipLimits s_limits = new() { Expanded = 100L << 20 };

    /// <summary>What is wrong with it; empty when reports can be made with it.</summary>
    public async Task<IReadOnlyList<TemplateFault>> InspectAsync(
        string unit,
        ReportFormat format,
        CultureInfo language,
        byte[] content,
        CancellationToken cancellation
    )
    {
        if (content.Length > MostBytes)
            return [Whole("file.tooLarge")];
        try
        {
            await ZipGuard.CheckAsync(new MemoryStream(content, writable: false), s_limits, cancellation);
        }
        catch (ZipRefusedException refused)
        {
            return [Whole(refused.IsBroken ? "file.unreadable" : "file.tooLarge")];
        }

        // A report of many months has every name that one of a single month has, and more: tables by month, their charts.
        var month = Days.MonthStart(time.Today).AddMonths(-1);
        var sample =
            await writer.WriteAsync(new(unit, month.AddMonths(1 - ReportKey.MostMonths), month), language, cancellation)
            ?? throw new ReportRefusedException("report.unknown");
        return Check(rendering[format], content, sample);
    }

    private static IReadOnlyList<TemplateFault> Check(IReportRenderer renderer, byte[] content, WrittenReport sample)
    {
        try
        {
            var faults = renderer.Check(content, sample.Document);
            if (faults.Count == 0)
                renderer.Render(sample.Document, content);
            return faults;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // Whatever a stranger's file does to a renderer, it is the file that is refused.
            return [Whole("file.unreadable")];
        }
    }

    private static TemplateFault Whole(string code) => new(code, "", "");
}
