using System.Globalization;

namespace Portal.Domain.Documents.Content;

/// <summary>A report in the words of one language: what every rendering of it, as Word, Excel or page, is made from. Immutable.</summary>
public sealed record ReportDocument
{
    /// <summary>The language it is written in, and how its numbers are written.</summary>
    public required CultureInfo Culture { get; init; }

    /// <summary>Such as 台江区“马上就办”工作情况通报.</summary>
    public required string Title { get; init; }

    /// <summary>The period in words: 2014年1—10月.</summary>
    public required string Period { get; init; }

    /// <summary>Who issues it.</summary>
    public required string Issuer { get; init; }

    /// <summary>What its figures are as of, and whether it is a draft or signed, in words.</summary>
    public required string State { get; init; }

    /// <summary>In order; the first is the summary.</summary>
    public required IReadOnlyList<ReportSection> Sections { get; init; }

    /// <summary>The metrics it speaks of and what they mean.</summary>
    public required IReadOnlyList<ReportDefinition> Definitions { get; init; }

    /// <summary>Single texts by name, for templates: <c>unit</c>, <c>period</c>, <c>cases.accepted</c>, <c>cases.onTheSpotRatio</c> …, written as a reader sees them.</summary>
    public required IReadOnlyDictionary<string, string> Fields { get; init; }

    public IEnumerable<ReportTable> Tables => Sections.SelectMany(s => s.Blocks).OfType<ReportTable>();

    public IEnumerable<ReportChart> Charts => Sections.SelectMany(s => s.Blocks).OfType<ReportChart>();

    /// <summary>With all tables as a reader is shown them.</summary>
    public ReportDocument Shown() =>
        this with
        {
            Sections = [.. Sections.Select(s => s with { Blocks = [.. s.Blocks.Select(b => b is ReportTable table ? table.Shown() : b)] })],
        };

    /// <exception cref="InvalidOperationException">There is no such table.</exception>
    public ReportTable Table(string code) => Tables.First(t => t.Code == code);
}

/// <summary>A subject of its own: a heading in Word, a worksheet in Excel.</summary>
/// <param name="Code">Stable: <c>summary</c>, <c>cases</c>, <c>appeals</c> …</param>
/// <param name="Heading">Without a number: renderings count by themselves.</param>
public sealed record ReportSection(string Code, string Heading, IReadOnlyList<ReportBlock> Blocks);

/// <summary>One paragraph of running text.</summary>
public sealed record ReportParagraph(string Text) : ReportBlock;

/// <summary>A metric in words: how it is counted, and by which date.</summary>
public sealed record ReportDefinition(string Name, string Meaning);
