using System.Globalization;
using Portal.Domain.Documents.Content;
using Portal.Domain.Documents.Packaging;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <summary>Checks an uploaded template before it is stored.</summary>
internal sealed class TemplateInspection(IReportWriter writer, ReportRendering rendering, DistrictTime time)
{
    private static readonly ZipLimits s_limits = new() { Expanded = 100L << 20 };
    private static readonly TimeSpan s_mostWork = TimeSpan.FromSeconds(30);

    /// <summary>The errors of the template; empty when reports can be made with it.</summary>
    public async Task<Outcome<TemplateFault[]>> InspectAsync(
        string unit,
        ReportFormat format,
        CultureInfo language,
        byte[] content,
        CancellationToken cancellation
    )
    {
        if (content.Length > PackageGuard.MostBytes)
            return Whole("file.tooLarge");
        try
        {
            await ZipGuard.CheckAsync(new MemoryStream(content, writable: false), s_limits, new(s_mostWork, cancellation));
        }
        catch (ZipRefusedException refused)
        {
            return Whole(refused.Fault == ZipFault.Broken ? "file.unreadable" : "file.tooLarge", refused.Part);
        }
        catch (ReadBudgetSpentException)
        {
            return Whole("file.tooSlow");
        }

        // A report of many months has every name of a single month's, and more: tables by month and their charts.
        var month = Days.MonthStart(time.Today).AddMonths(-1);
        var months = new ReportKey(unit, month.AddMonths(1 - ReportKey.MostMonths), month);
        if (await writer.WriteAsync(months, language, cancellation) is not { } sample)
            return ReportRefusal.ReportUnknown;
        return Check(rendering[format], content, sample, cancellation);
    }

    private static TemplateFault[] Check(IReportRenderer renderer, byte[] content, WrittenReport sample, CancellationToken cancellation)
    {
        try
        {
            var faults = renderer.Check(content, sample.Document, cancellation);
            if (faults.Count == 0)
                renderer.Render(sample.Document, content, cancellation);
            return [.. faults];
        }
        catch (PackageRefusedException refused)
        {
            return Whole(refused.Code, refused.Place, refused.Text);
        }
        catch (Exception e) when (e is not OutOfMemoryException && !cancellation.IsCancellationRequested)
        {
            // Any exception of a renderer is an error of the uploaded file.
            return Whole("file.unreadable");
        }
    }

    private static TemplateFault[] Whole(string code, string place = "", string text = "") => [new(code, place, text)];
}
