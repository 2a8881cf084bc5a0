using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>Signing with the portal's own words and renderings, from the records to the files.</summary>
public sealed class FrozenReportTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Sign_ThenAPastRecordIsCorrected_FilesStayAndTheDifferenceNamesTheCell(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        database.Clock.AdjustTime(MadeUpReports.Later);
        await database.SendCasesAsync([
            .. Enumerable.Range(1, 4).Select(i => SampleData.Input($"{i}") with { ClosedAt = SampleData.Local(2014, 10, 8, 10) }),
        ]);
        var key = MadeUpReports.October;
        var draft = await database.Get<IReportReader>().OpenAsync(Actor.System, key, ReportSamples.English, Token);
        await database.Get<IReportSigning>().SignAsync(Actor.System, key, draft!.Basis, null, Token).DoneAsync();
        var before = await FilesAsync(database, key);

        database.Clock.Advance(TimeSpan.FromDays(40)); // time alone changes nothing that was signed
        await database.SendCasesAsync(SampleData.Input("4") with { ClosedAt = SampleData.Local(2014, 10, 9, 10) });

        Assert.Equal(before, await FilesAsync(database, key));
        var difference = await database.Get<IReportReader>().CompareAsync(Actor.System, key, ReportSamples.English, cancellation: Token);
        Assert.NotEmpty(difference!.Paragraphs);
        Assert.Contains(difference.Tables.SelectMany(t => t.Cells), c => c is { Signed: "100.0%", Now: "75.0%" });
        var opened = await database.Get<IReportReader>().OpenAsync(Actor.System, key, ReportSamples.English, Token);
        Assert.Equal(Cells(draft), Cells(opened!));
    }

    /// <summary>A basis that changed with time would prevent every signature, and rebuild every draft each time.</summary>
    [Theory, Databases]
    public async Task Draft_WithoutAChange_HasTheSameBasisAndBytes(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        database.Clock.AdjustTime(MadeUpReports.Later);
        await database.SendCasesAsync(SampleData.Input("1") with { ClosedAt = SampleData.Local(2014, 10, 8, 10) });
        var key = MadeUpReports.October;
        var before = (
            Basis: (await database.Get<IReportReader>().OpenAsync(Actor.System, key, ReportSamples.English, Token))!.Basis,
            Files: await FilesAsync(database, key)
        );

        database.Clock.Advance(TimeSpan.FromHours(30));

        Assert.Equal(before.Basis, (await database.Get<IReportReader>().OpenAsync(Actor.System, key, ReportSamples.Chinese, Token))!.Basis);
        Assert.Equal(before.Files, await FilesAsync(database, key));
    }

    private static IEnumerable<ReportCell> Cells(ReportView view) => view.Document.Tables.SelectMany(t => t.Rows).SelectMany(r => r.Cells);

    private static async Task<List<byte[]>> FilesAsync(TestDatabase database, ReportKey key)
    {
        var files = new List<byte[]>();
        foreach (var format in ReportFiles.Formats)
        {
            foreach (var culture in ReportLanguages.All)
                files.Add(
                    (await database.Get<IReportReader>().FileAsync(Actor.System, key, format, culture, cancellation: Token))!.Content
                );
        }
        return files;
    }
}
