using System.IO.Compression;
using System.Text;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Documents.Content;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Drafts;
using Portal.Domain.Reports.Monthly.Templates;
using Portal.Domain.Reports.Refusals;
using Portal.Domain.Reports.Subscriptions;
using Portal.Domain.Shared;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Reports.MadeUpReports;

namespace Portal.Tests.Reports;

[Needs(Resource.Database)]
public sealed class TemplateVersionsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    private static readonly Actor s_street = Actors.Of("street", Role.EfficiencyOffice, SampleData.StreetId);

    [Theory, Databases]
    public async Task Template_OfADistrict_IsInForceBelowUntilAUnitHasItsOwn(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var templates = database.Get<ReportTemplates>();
        Assert.Equal("shipped zh-CN", await InForceAsync(database, SampleData.Community));
        Assert.DoesNotContain("from ", await DraftAsync(database, SampleData.Community), StringComparison.Ordinal);

        await UploadAsync(templates, s_office, SampleData.District, "district one", 0);
        await UploadAsync(templates, s_street, SampleData.Street, "street one", 0);
        Assert.Equal("district one", await InForceAsync(database, SampleData.District));
        Assert.Equal("street one", await InForceAsync(database, SampleData.Community));
        Assert.Equal("district one", await InForceAsync(database, SampleData.OtherCommunity));
        Assert.Contains("from ", await DraftAsync(database, SampleData.Community), StringComparison.Ordinal);
        Assert.DoesNotContain("from ", await DraftAsync(database, SampleData.Community, ReportFormat.Xlsx), StringComparison.Ordinal);

        await templates.ResetAsync(s_street, SampleData.Street, ReportFormat.Docx, ReportSamples.Chinese, 1, Token).DoneAsync();
        Assert.Equal("district one", await InForceAsync(database, SampleData.Community));
        await templates.ResetAsync(s_office, SampleData.District, ReportFormat.Docx, ReportSamples.Chinese, 1, Token).DoneAsync();
        Assert.Equal("shipped zh-CN", await InForceAsync(database, SampleData.Community));

        var state = (await templates.OpenAsync(s_street, SampleData.Street, Token))!.Single(s =>
            s is { Format: ReportFormat.Docx, Language: "zh-CN" }
        );
        Assert.Equal((null, 0), (state.FromUnitName, state.FromNumber));
        Assert.Equal(
            [(2, 0, ""), (1, state.Versions[1].Bytes, "template.docx")],
            state.Versions.Select(v => (v.Number, v.Bytes, v.FileName))
        );
        Assert.Equal(
            "street one",
            Said((await templates.FileAsync(s_street, SampleData.Street, ReportFormat.Docx, ReportSamples.Chinese, 1, Token))!.Content)
        );
        Assert.Null(await templates.FileAsync(s_street, SampleData.Street, ReportFormat.Docx, ReportSamples.Chinese, 2, Token));
    }

    [Theory, Databases]
    public async Task Upload_Wrong_IsRefusedWithItsFaultsAndChangesNothing(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var templates = database.Get<ReportTemplates>();

        Assert.Equal([new("field.unknown", "1", "wrong")], await TryAsync(templates, Zip("wrong")));
        Assert.Equal(["file.unreadable"], (await TryAsync(templates, "no archive"u8.ToArray())).Select(f => f.Code));
        Assert.Equal(["file.unreadable"], (await TryAsync(templates, [])).Select(f => f.Code));
        Assert.Equal(["file.tooLarge"], (await TryAsync(templates, new byte[(10 << 20) + 1])).Select(f => f.Code));
        Assert.Equal(
            ["file.tooLarge"],
            (await TryAsync(templates, Zip(new string('0', 20 << 20), CompressionLevel.Optimal))).Select(f => f.Code)
        );
        database.Get<MadeUpRenderer>().Failures.Enqueue(new InvalidOperationException("cannot be filled in"));
        Assert.Equal(["file.unreadable"], (await TryAsync(templates, Zip("good"))).Select(f => f.Code));

        Assert.Equal("shipped zh-CN", await InForceAsync(database, SampleData.District));
        Assert.Empty(await TryAsync(templates, Zip("good")));
        Assert.Equal("good", await InForceAsync(database, SampleData.District));
    }

    [Theory, Databases]
    public async Task Upload_OfTwoAtOnce_TellsTheSlowerOne(DatabaseKind kind)
    {
        await using var database = await DatabaseAsync(kind);
        var templates = database.Get<ReportTemplates>();
        var outcomes = await Task.WhenAll(
            Enumerable.Range(0, 3).Select(i => SendAsync(templates, s_office, SampleData.District, $"version {i}", 0).CodeAsync())
        );
        Assert.Equal([null, "template.changed", "template.changed"], outcomes.Order(StringComparer.Ordinal));
    }

    [Fact]
    public async Task Templates_OfOthers_AreAsUnknownAsThoseOfNobody()
    {
        await using var database = await DatabaseAsync(TestStore.Usual);
        var templates = database.Get<ReportTemplates>();
        foreach (var unit in (string[])[SampleData.District, SampleData.OtherStreet, "nowhere"])
        {
            Assert.Null(await templates.OpenAsync(s_street, unit, Token));
            Assert.Null(await templates.FileAsync(s_street, unit, ReportFormat.Docx, ReportSamples.Chinese, cancellation: Token));
            await SendAsync(templates, s_street, unit, "x", 0).RefusedAsync(ReportRefusal.ReportUnknown);
            await templates
                .ResetAsync(s_street, unit, ReportFormat.Docx, ReportSamples.Chinese, 0, Token)
                .RefusedAsync(ReportRefusal.ReportUnknown);
        }
        var reader = Actors.Of("leader", Role.Leader, SampleData.StreetId);
        Assert.NotNull(await templates.OpenAsync(reader, SampleData.Street, Token));
        await SendAsync(templates, reader, SampleData.Street, "x", 0).RefusedAsync(ReportRefusal.ReportUnknown);
    }

    /// <summary>A draft that was built with another template is not offered.</summary>
    [Fact]
    public async Task Draft_BuiltBeforeTheTemplateChanged_IsRenderedAnew()
    {
        await using var database = await DatabaseAsync(TestStore.Usual);
        await database.Get<DayBuilds>().RequestAsync(Token);
        await database.Get<ReportBuilder>().BuildWaitingAsync(Token);
        Assert.DoesNotContain("from ", await DraftAsync(database, SampleData.District), StringComparison.Ordinal);

        await UploadAsync(database.Get<ReportTemplates>(), s_office, SampleData.District, "new", 0);
        Assert.Contains("from ", await DraftAsync(database, SampleData.District), StringComparison.Ordinal);
    }

    private static async Task UploadAsync(ReportTemplates templates, Actor author, string unit, string says, int seen) =>
        Assert.Empty(await SendAsync(templates, author, unit, says, seen).DoneAsync());

    private static Task<Outcome<TemplateFault[]>> SendAsync(ReportTemplates templates, Actor author, string unit, string says, int seen) =>
        templates.UploadAsync(author, unit, ReportFormat.Docx, ReportSamples.Chinese, @"C:\office\template.docx", Zip(says), seen, Token);

    private static Task<TemplateFault[]> TryAsync(ReportTemplates templates, byte[] content) =>
        templates
            .UploadAsync(s_office, SampleData.District, ReportFormat.Docx, ReportSamples.Chinese, "template.docx", content, 0, Token)
            .DoneAsync();

    private static async Task<string> InForceAsync(TestDatabase database, string unit)
    {
        var content = (
            await database.Get<ReportTemplates>().FileAsync(s_office, unit, ReportFormat.Docx, ReportSamples.Chinese, cancellation: Token)
        )!.Content;
        return content.AsSpan().StartsWith("PK"u8) ? Said(content) : Encoding.UTF8.GetString(content);
    }

    private static async Task<string> DraftAsync(TestDatabase database, string unit, ReportFormat format = ReportFormat.Docx) =>
        (
            await database
                .Get<IReportReader>()
                .FileAsync(s_office, October with { Unit = unit }, format, ReportSamples.Chinese, cancellation: Token)
        )!.Text();

    private static byte[] Zip(string says, CompressionLevel level = CompressionLevel.NoCompression)
    {
        using var file = new MemoryStream();
        using (var archive = new ZipArchive(file, ZipArchiveMode.Create, leaveOpen: true))
        {
            using var entry = archive.CreateEntry("says", level).Open();
            entry.Write(Encoding.UTF8.GetBytes(says));
        }
        return file.ToArray();
    }

    private static string Said(byte[] zip)
    {
        using var archive = new ZipArchive(new MemoryStream(zip));
        using var reader = new StreamReader(archive.GetEntry("says")!.Open());
        return reader.ReadToEnd();
    }
}
