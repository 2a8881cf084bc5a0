using System.Globalization;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Monthly.Templates;

/// <summary>Renders documents with the templates in force.</summary>
internal sealed class ReportRendering(IEnumerable<IReportRenderer> renderers, TemplateStore templates)
{
    private readonly Dictionary<ReportFormat, IReportRenderer> _renderers = renderers.ToDictionary(r => r.Format);

    public IReportRenderer this[ReportFormat format] => _renderers[format];

    /// <summary>Renders one file of a unit's report.</summary>
    public async Task<byte[]> RenderAsync(int unitId, ReportDocument document, ReportFormat format, CancellationToken cancellation)
    {
        var template = await templates.InForceAsync(unitId, format, ReportLanguages.Nearest(document.Culture), cancellation);
        ReadOnlyMemory<byte>? content = null; // a missing array by itself would turn into an empty template
        if (template is not null)
            content = template.Content;
        return _renderers[format].Render(document, content, cancellation);
    }

    /// <summary>Identifies the data and the templates in force: the files of a draft depend on both.</summary>
    public async Task<string> StampAsync(WrittenReport written, CancellationToken cancellation)
    {
        var stamp = written.Basis;
        foreach (var format in ReportFiles.Formats)
        {
            var template = await templates.FindAsync(
                written.UnitId,
                format,
                ReportLanguages.Nearest(written.Document.Culture),
                cancellation
            );
            stamp += string.Create(CultureInfo.InvariantCulture, $"/{template ?? 0}");
        }
        return stamp;
    }
}
