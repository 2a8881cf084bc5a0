using System.Globalization;
using Microsoft.AspNetCore.WebUtilities;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Reports.Common;

/// <summary>An address of the pages of reports; the only place that reads and writes such addresses.</summary>
public sealed record ReportsAddress
{
    /// <summary>Code of the unit; null for the top unit of the reader's scope.</summary>
    public string? Unit { get; init; }

    /// <summary>The last month, as <c>2014-10</c>; null for the last one that is over.</summary>
    public string? Month { get; init; }

    /// <summary>The first month; null for the last month alone.</summary>
    public string? From { get; init; }

    public ReportViewKind ViewKind { get; init; }

    /// <summary>The draft of the present figures, though a report was signed.</summary>
    public bool IsDraft { get; init; }

    /// <summary>The signed version that a comparison starts from; null for the latest.</summary>
    public int? Number { get; init; }

    /// <summary>Reads a query; missing values take their default, and the page reports wrong ones.</summary>
    public static ReportsAddress Parse(string uri)
    {
        var mark = uri.IndexOf('?', StringComparison.Ordinal);
        var query = QueryHelpers.ParseQuery(mark < 0 ? "" : uri[mark..].Split('#')[0]);
        return new()
        {
            Unit = Text("unit"),
            Month = Text("month"),
            From = Text("from"),
            ViewKind = Text("view") == "print" ? ReportViewKind.Print : ReportViewKind.Page,
            IsDraft = Text("draft") == "1",
            Number =
                int.TryParse(Text("number"), NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number > 0 ? number : null,
        };

        string? Text(string name) => query.TryGetValue(name, out var value) && value.ToString() is { Length: > 0 } text ? text : null;
    }

    /// <summary>The address of a report.</summary>
    public static ReportsAddress Of(ReportKey key) =>
        new()
        {
            Unit = key.Unit,
            Month = Days.ToMonthText(key.To),
            From = key.From == key.To ? null : Days.ToMonthText(key.From),
        };

    /// <summary>The path and query; defaults are left out.</summary>
    public string ToUri() => ToUri(PortalUrls.Reports);

    /// <summary>The comparison of the signed report with the present figures.</summary>
    public string ToDifferenceUri() => ToUri(PortalUrls.ReportDifference);

    /// <summary>A file of the report: of the signed version <see cref="Number"/>, else of the one in force.</summary>
    public string ToFileUri(ReportFormat format, string language) =>
        QueryHelpers.AddQueryString(
            ToUri(PortalUrls.ReportFiles),
            [KeyValuePair.Create("format", (string?)ReportPhrases.Extension(format)), KeyValuePair.Create("language", (string?)language)]
        );

    private string ToUri(string path) =>
        QueryHelpers.AddQueryString(
            path,
            new (string Name, string? Value)[]
            {
                ("unit", Unit),
                ("month", Month),
                ("from", From),
                ("view", ViewKind == ReportViewKind.Print ? "print" : null),
                ("draft", IsDraft ? "1" : null),
                ("number", Number?.ToString(CultureInfo.InvariantCulture)),
            }
                .Where(p => p.Value is not null)
                .Select(p => KeyValuePair.Create(p.Name, p.Value))
        );
}

/// <summary>How a page shows the report.</summary>
public enum ReportViewKind
{
    Page,

    /// <summary>The report alone, as it is printed.</summary>
    Print,
}
