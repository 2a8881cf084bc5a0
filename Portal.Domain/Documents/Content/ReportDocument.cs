using System.Globalization;

namespace Portal.Domain.Documents.Content;

/// <summary>A report in one language: the source of its renderings as Word, Excel and page. Immutable.</summary>
public sealed record ReportDocument
{
    /// <summary>The language of its text and the format of its numbers.</summary>
    public required CultureInfo Culture { get; init; }

    /// <summary>Such as 台江区“马上就办”工作情况通报.</summary>
    public required string Title { get; init; }

    /// <summary>The period in words: 2014年1—10月.</summary>
    public required string Period { get; init; }

    /// <summary>The issuing office.</summary>
    public required string Issuer { get; init; }

    /// <summary>The date of its figures, and whether it is a draft or signed, in words.</summary>
    public required string State { get; init; }

    /// <summary>In order; the first is the summary.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>The metrics in it and their meaning.</summary>
    public required IReadOnlyList<ReportDefinition> Definitions { get; init; }

    /// <summary>
    /// Single texts by name, for templates: <c>unit</c>, <c>period</c>, <c>cases.accepted</c>, <c>cases.onTheSpotRatio</c> …, formatted for
    /// the reader.
    /// </summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public IEnumerable<ReportTable> Tables => Sections.SelectMany(s => s.Blocks).OfType<ReportTable>();

    public IEnumerable<ReportChart> Charts => Sections.SelectMany(s => s.Blocks).OfType<ReportChart>();

    /// <summary>A copy with only the columns of its tables that are shown.</summary>
    public ReportDocument WithoutEmptyColumns() =>
        this with
        {
            Sections =
            [
                .. Sections.Select(s =>
                    s with
                    {
                        Blocks = [.. s.Blocks.Select(b => b is ReportTable table ? table.WithoutEmptyColumns() : b)],
                    }
                ),
            ],
        };

    /// <exception cref="InvalidOperationException">There is no such table.</exception>
    public ReportTable Table(string code) => Tables.First(t => t.Code == code);
}

/// <summary>A subject: a heading in Word, a worksheet in Excel.</summary>
/// <param name="Code">Stable: <c>summary</c>, <c>cases</c>, <c>appeals</c> …</param>
/// <param name="Heading">Without a number: renderings number the headings themselves.</param>
public sealed record ReportSection(string Code, string Heading, IReadOnlyList<ReportBlock> Blocks);

/// <summary>One paragraph of running text.</summary>
public sealed record ReportParagraph(string Text) : ReportBlock;

/// <summary>A metric in words: how it is counted, and by which date.</summary>
public sealed record ReportDefinition(string Name, string Meaning);
