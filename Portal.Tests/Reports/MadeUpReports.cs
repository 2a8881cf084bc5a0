using System.Collections.Concurrent;
using System.Globalization;
using System.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Shared;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>
/// A database with reports that contain only the count of cases of each unit, and with files that contain the document as text: for tests
/// of
/// the life of reports.
/// </summary>
internal static class MadeUpReports
{
    public static ReportKey October { get; } = new(SampleData.District, new(2014, 10, 1), new(2014, 10, 1));

    public static DateTimeOffset Later { get; } = SampleData.Local(2014, 11, 3);

    /// <summary>Seeded, on the third of November 2014, with one case of October.</summary>
    public static async Task<TestDatabase> DatabaseAsync(DatabaseKind kind, Action<IServiceCollection>? configure = null)
    {
        var database = await TestDatabase.CreateSeededAsync(
            kind,
            services =>
            {
                services.AddMadeUpReports();
                configure?.Invoke(services);
            }
        );
        database.Clock.AdjustTime(Later);
        await database.SendCasesAsync(SampleData.Input("1"));
        return database;
    }

    public static void AddMadeUpReports(this IServiceCollection services)
    {
        services.RemoveAll<IReportWriter>();
        services.RemoveAll<IReportRenderer>();
        services.AddSingleton<IReportWriter, MadeUpWriter>();
        services.AddSingleton(_ => new MadeUpRenderer(ReportFormat.Docx));
        services.AddSingleton<IReportRenderer>(p => p.GetRequiredService<MadeUpRenderer>());
        services.AddSingleton<IReportRenderer>(_ => new MadeUpRenderer(ReportFormat.Xlsx));
    }

    public static string Text(this ReportFile file) => Encoding.UTF8.GetString(file.Content);
}

/// <summary>Counts the cases accepted in the period, unit by unit.</summary>
internal sealed class MadeUpWriter(IDbContextFactory<PortalDb> databases, IReferenceReader references) : IReportWriter
{
    public async Task<WrittenReport?> WriteAsync(ReportKey key, CultureInfo culture, CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        if (units.Find(key.Unit) is not { } unit || !units.IsInForce(unit.Id, Days.MonthEnd(key.To)))
            return null;
        await using var db = await databases.CreateDbContextAsync(cancellation);
        var counts = (
            await db
                .Records.Where(r => key.Period.From <= r.AcceptedDay && r.AcceptedDay <= key.Period.To)
                .Select(r => r.UnitId)
                .ToListAsync(cancellation)
        )
            .CountBy(id => id)
            .Where(c => units.IsWithin(c.Key, unit.Id, Days.MonthEnd(key.To)))
            .OrderBy(c => c.Key)
            .ToList();
        var remark =
            await db
                .ReportRemarks.Where(r => r.UnitId == unit.Id && r.From == key.From && r.To == key.To)
                .MaxAsync(r => (int?)r.Number, cancellation)
            ?? 0;
        var total = counts.Sum(c => c.Value);
        return new(
            unit.Id,
            units.NameAt(unit.Id, key.To),
            Document(
                key,
                culture,
                units.NameAt(unit.Id, key.To),
                total,
                [.. counts.Select(c => Row(units.Find(c.Key)!.Code, units.NameAt(c.Key, key.To), c.Value))]
            ),
            $"{string.Join(',', counts.Select(c => $"{c.Key}:{c.Value}"))}+{remark}"
        );
    }

    private static ReportDocument Document(ReportKey key, CultureInfo culture, string name, int total, IReadOnlyList<ReportRow> rows) =>
        new()
        {
            Culture = culture,
            Title = name,
            Period = key.ToFileName(),
            Issuer = name,
            State = "draft",
            Sections =
            [
                new(
                    "summary",
                    culture.Name == "en" ? "Summary" : "总体情况",
                    [new ReportParagraph(culture.Name == "en" ? $"{total} cases were accepted." : $"共受理{total}件。")]
                ),
                new(
                    "cases",
                    culture.Name == "en" ? "Cases" : "办件情况",
                    [
                        new ReportTable(
                            "units",
                            "各单位",
                            [new("name", "单位", ReportColumnKind.Text), new("accepted", "受理", ReportColumnKind.Number)],
                            [.. rows, Row("", "合计", total) with { IsTotal = true }]
                        ),
                    ]
                ),
            ],
            Definitions = [],
            Fields = new Dictionary<string, string>(StringComparer.Ordinal) { ["unit"] = name, ["state"] = "draft" },
        };

    private static ReportRow Row(string key, string name, int count) => new(key, [ReportCell.Of(name), ReportCell.Of((decimal)count)]);
}

/// <summary>Writes the template, if any, and then the document as JSON; throws when a failure is queued.</summary>
internal sealed class MadeUpRenderer(ReportFormat format) : IReportRenderer
{
    private int _renderings;

    /// <summary>Thrown by the next renderings, one each; null lets one pass.</summary>
    public ConcurrentQueue<Exception?> Failures { get; } = new();

    public ReportFormat Format => format;

    /// <summary>The number of renderings.</summary>
    public int Renderings => _renderings;

    public byte[] Render(ReportDocument document, ReadOnlyMemory<byte>? template, CancellationToken cancellation = default)
    {
        Interlocked.Increment(ref _renderings);
        if (Failures.TryDequeue(out var failure) && failure is not null)
            throw failure;
        return
        [
            .. Encoding.UTF8.GetBytes(format + " " + document.Culture.Name + " "),
            .. template is { } given ? [.. "from "u8, .. given.Span] : Array.Empty<byte>(),
            .. ReportJson.Write(document),
        ];
    }

    public byte[] ShippedTemplate(CultureInfo culture) => Encoding.UTF8.GetBytes("shipped " + culture.Name);

    /// <summary>Reports the word “wrong” as an unknown name.</summary>
    public IReadOnlyList<TemplateFault> Check(
        ReadOnlyMemory<byte> template,
        ReportDocument sample,
        CancellationToken cancellation = default
    ) => template.Span.IndexOf("wrong"u8) < 0 ? [] : [new("field.unknown", "1", "wrong")];
}
