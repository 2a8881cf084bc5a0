using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Reports.MadeUpReports;

namespace Portal.Tests.Reports;

[Needs(Resource.Database)]
public sealed class SigningTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    [Theory, Databases]
    public async Task Sign_ThenAPastRecordChanges_FilesStayAndTheDifferenceShowsIt(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var signed = await SignAsync(database);
        var before = await FilesAsync(database);
        Assert.True(
            (await database.Get<IReportReader>().CompareAsync(s_office, October, ReportSamples.English, cancellation: Token))!.IsEmpty
        );

        await database.SendCasesAsync(SampleData.Input("2"), SampleData.Input("3") with { UnitCode = SampleData.OtherCommunity });

        Assert.Equal(before, await FilesAsync(database));
        var view = await database.Get<IReportReader>().OpenAsync(s_office, October, ReportSamples.English, Token);
        Assert.Equal(signed, view!.Signed);
        Assert.Equal("1 cases were accepted.", ((ReportParagraph)view.Document.Sections[0].Blocks[0]).Text);
        Assert.StartsWith("Signed (no. 1) by office, ", view.Document.State, StringComparison.Ordinal);
        Assert.Contains(
            view.Document.State,
            (
                await database
                    .Get<IReportReader>()
                    .FileAsync(s_office, October, ReportFormat.Docx, ReportSamples.English, cancellation: Token)
            )!.Text(),
            StringComparison.Ordinal
        );

        var difference = await database.Get<IReportReader>().CompareAsync(s_office, October, ReportSamples.English, cancellation: Token);
        Assert.Equal([new("Summary", "1 cases were accepted.", "3 cases were accepted.")], difference!.Paragraphs);
        Assert.Equal(
            [new("滨江社区", "受理", "1", "2"), new("合计", "受理", "1", "3"), new("三通社区", "受理", null, "1")],
            Assert.Single(difference.Tables).Cells
        );
    }

    [Theory, Databases]
    public async Task Sign_AfterAChange_IsRefusedUntilTheChangeWasSeen(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var seen = (await database.Get<IReportReader>().OpenAsync(s_office, October, ReportSamples.Chinese, Token))!.Basis;
        await database.Get<IReportRemarks>().WriteAsync(s_office, October, "第一行\r\n第二行", 0, Token).DoneAsync();

        Assert.Equal("report.changed", await database.Get<IReportSigning>().SignAsync(s_office, October, seen, null, Token).CodeAsync());
        await using (var db = database.Open())
            Assert.Equal(0, await db.SignedReports.CountAsync(Token));
        await SignAsync(database);
    }

    [Theory, Databases]
    public async Task Sign_TwoAtOnce_OneIsSignedAndTheOtherAskedWhy(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var seen = (await database.Get<IReportReader>().OpenAsync(s_office, October, ReportSamples.Chinese, Token))!.Basis;

        var codes = await Task.WhenAll(
            Enumerable.Range(0, 4).Select(_ => database.Get<IReportSigning>().SignAsync(s_office, October, seen, null, Token).CodeAsync())
        );
        Assert.Equal([null, "reason.required", "reason.required", "reason.required"], codes.Order(StringComparer.Ordinal));

        var again = await Task.WhenAll(
            Enumerable
                .Range(0, 4)
                .Select(i => database.Get<IReportSigning>().SignAsync(s_office, October, seen, $"reason {i}", Token).CodeAsync())
        );
        var view = await database.Get<IReportReader>().OpenAsync(s_office, October, ReportSamples.Chinese, Token);
        Assert.Equal(1 + again.Count(c => c is null), view!.History.Count);
        Assert.All(again, code => Assert.True(code is null or "report.changed"));
        Assert.Equal(Enumerable.Range(1, view.History.Count).Reverse(), view.History.Select(h => h.Number));
    }

    [Theory, Databases]
    public async Task Sign_Anew_KeepsTheEarlierOneByteForByte(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        await SignAsync(database);
        var before = await FilesAsync(database);
        await database.SendCasesAsync(SampleData.Input("2"));
        var basis = (await database.Get<IReportReader>().OpenDraftAsync(s_office, October, ReportSamples.Chinese, Token))!.Basis;

        Assert.Equal("reason.required", await database.Get<IReportSigning>().SignAsync(s_office, October, basis, "  ", Token).CodeAsync());
        Assert.Equal(2, (await database.Get<IReportSigning>().SignAsync(s_office, October, basis, "补报一件", Token).DoneAsync()).Number);

        Assert.Equal(before, await FilesAsync(database, number: 1));
        var latest = await FilesAsync(database);
        Assert.Equal(latest, await FilesAsync(database, number: 2));
        Assert.All(before.Zip(latest), pair => Assert.NotEqual(pair.First, pair.Second));
        Assert.Null(await database.Get<IReportReader>().FileAsync(s_office, October, ReportFormat.Docx, ReportSamples.Chinese, 3, Token));
        Assert.True((await database.Get<IReportReader>().CompareAsync(s_office, October, ReportSamples.Chinese, 2, Token))!.IsEmpty);
        Assert.False((await database.Get<IReportReader>().CompareAsync(s_office, October, ReportSamples.Chinese, 1, Token))!.IsEmpty);
    }

    [Theory, Databases]
    public async Task Signed_RowsAndFiles_AreNeverChangedOrDeleted(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        await SignAsync(database);

        await using (var db = database.Open())
        {
            (await db.SignedReports.SingleAsync(Token)).SignedBy = "somebody";
            await Assert.ThrowsAsync<InvalidOperationException>(() => db.SaveChangesAsync(Token));
        }
        await using (var db = database.Open())
        {
            db.RemoveRange(await db.Set<SignedFile>().ToListAsync(Token));
            Assert.Throws<InvalidOperationException>(() => db.SaveChanges());
        }
    }

    [Theory, Databases]
    public async Task Signed_BytesChangedBehindThePortalsBack_AreNotHandedOut(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        await SignAsync(database);
        await using (var db = database.Open())
            await db.Set<SignedFile>().ExecuteUpdateAsync(f => f.SetProperty(x => x.Content, new byte[] { 1 }), Token);
        await Assert.ThrowsAsync<DamagedReportException>(() =>
            database.Get<IReportReader>().FileAsync(s_office, October, ReportFormat.Xlsx, ReportSamples.English, cancellation: Token)
        );

        Assert.NotNull(await database.Get<IReportReader>().OpenAsync(s_office, October, ReportSamples.English, Token));
        await using (var db = database.Open())
            await db.SignedReports.ExecuteUpdateAsync(r => r.SetProperty(x => x.Hash, new string('0', 64)), Token);
        await Assert.ThrowsAsync<DamagedReportException>(() =>
            database.Get<IReportReader>().OpenAsync(s_office, October, ReportSamples.English, Token)
        );
    }

    [Fact]
    public async Task Sign_PeriodThatStillRuns_IsRefused()
    {
        await using var database = await DatabaseAsync(TestStore.Usual);
        database.Clock.AdjustTime(SampleData.Local(2014, 10, 31, 23, 59));
        Assert.Equal(
            "report.notOver",
            await database.Get<IReportSigning>().SignAsync(s_office, October, "unseen", null, Token).CodeAsync()
        );

        database.Clock.AdjustTime(SampleData.Local(2014, 11, 1, 0));
        await SignAsync(database);
    }

    [Fact]
    public async Task Remark_OnWhatSomebodyElseWroteMeanwhile_IsToldAndNothingIsLost()
    {
        await using var database = await DatabaseAsync(TestStore.Usual);
        await database.Get<IReportRemarks>().WriteAsync(s_office, October, "一", 0, Token).DoneAsync();
        Assert.Equal("remark.changed", await database.Get<IReportRemarks>().WriteAsync(s_office, October, "二", 0, Token).CodeAsync());
        Assert.Equal(
            "remark.tooLong",
            await database.Get<IReportRemarks>().WriteAsync(s_office, October, new string('长', 20_001), 1, Token).CodeAsync()
        );
        await database.Get<IReportRemarks>().WriteAsync(s_office, October, "三", 1, Token).DoneAsync();

        Assert.Equal(
            (2, "三"),
            (await database.Get<IReportReader>().OpenAsync(s_office, October, ReportSamples.Chinese, Token))!.Remark is { } remark
                ? (remark.Number, remark.Text)
                : default
        );
        await using var db = database.Open();
        Assert.Equal(["一", "三"], await db.ReportRemarks.OrderBy(r => r.Number).Select(r => r.Text).ToListAsync(Token));
    }

    /// <summary>Every call by an actor of a street, for each unit: own and below, else as if the unit did not exist.</summary>
    [Theory]
    [InlineData(SampleData.Street, true)]
    [InlineData(SampleData.Community, true)]
    [InlineData(SampleData.District, false)]
    [InlineData(SampleData.OtherStreet, false)]
    [InlineData(SampleData.OtherCommunity, false)]
    [InlineData("nowhere", false)]
    public async Task Author_OfAStreet_ReadsAndWritesItsOwnAndThoseBelow(string unit, bool allowed)
    {
        await using var database = await DatabaseAsync(TestStore.Usual);
        var street = Actors.Of("street", Role.EfficiencyOffice, SampleData.StreetId);
        var reader = Actors.Of("leader", Role.Leader, SampleData.StreetId);
        var key = October with { Unit = unit };
        if (unit != "nowhere")
            await SignAsync(database, key);
        var draft = await database.Get<IReportReader>().OpenDraftAsync(reader, key, ReportSamples.English, Token);

        Assert.Equal(allowed, await database.Get<IReportReader>().OpenAsync(reader, key, ReportSamples.English, Token) is not null);
        Assert.Equal(allowed, draft is not null);
        Assert.Equal(
            allowed,
            await database.Get<IReportReader>().FileAsync(reader, key, ReportFormat.Docx, ReportSamples.English, cancellation: Token)
                is not null
        );
        Assert.Equal(
            allowed,
            await database.Get<IReportReader>().CompareAsync(reader, key, ReportSamples.English, cancellation: Token) is not null
        );
        Assert.Equal(
            "report.unknown",
            await database.Get<IReportSigning>().SignAsync(reader, key, draft?.Basis ?? "", "why", Token).CodeAsync()
        );
        Assert.Equal("report.unknown", await database.Get<IReportRemarks>().WriteAsync(reader, key, "x", 0, Token).CodeAsync());
        Assert.Equal(
            allowed ? null : "report.unknown",
            await database.Get<IReportSigning>().SignAsync(street, key, draft?.Basis ?? "", "why", Token).CodeAsync()
        );
        Assert.Equal(
            allowed ? null : "report.unknown",
            await database.Get<IReportRemarks>().WriteAsync(street, key, "x", 0, Token).CodeAsync()
        );
    }

    private static async Task<SignedSummary> SignAsync(TestDatabase database, ReportKey? key = null) =>
        await database
            .Get<IReportSigning>()
            .SignAsync(
                s_office,
                key ?? October,
                (await database.Get<IReportReader>().OpenDraftAsync(s_office, key ?? October, ReportSamples.Chinese, Token))!.Basis,
                null,
                Token
            )
            .DoneAsync();

    private static async Task<List<byte[]>> FilesAsync(TestDatabase database, int? number = null)
    {
        var files = new List<byte[]>();
        foreach (var format in ReportFiles.Formats)
        {
            foreach (var culture in ReportLanguages.All)
                files.Add((await database.Get<IReportReader>().FileAsync(s_office, October, format, culture, number, Token))!.Content);
        }
        return files;
    }
}
