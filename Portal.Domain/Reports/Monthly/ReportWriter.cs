using System.Globalization;
using System.Security.Cryptography;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Wording;

namespace Portal.Domain.Reports.Monthly;

/// <inheritdoc cref="IReportWriter"/>
internal sealed class ReportWriter(ReportDataReader reader) : IReportWriter
{
    public async Task<WrittenReport?> WriteAsync(ReportKey key, CultureInfo culture, CancellationToken cancellation = default)
    {
        if (await reader.ReadAsync(key, cancellation) is not { } data)
            return null;
        var chinese = Compose(data, ReportLanguages.Chinese);
        var document = culture.Name == ReportLanguages.Chinese.Name ? chinese : Compose(data, culture);
        return new(data.UnitId, data.UnitName, document, Basis(chinese));
    }

    private static ReportDocument Compose(ReportData data, CultureInfo culture) => new ReportComposer(new(culture), data).Compose();

    // The hash of one language's text: data that no reader sees cannot invalidate a signature.
    private static string Basis(ReportDocument document) => Convert.ToHexStringLower(SHA256.HashData(ReportJson.Write(document)));
}
