using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Time.Testing;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Reports.Archive;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Signing;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>Reports over HTTP, as another system fetches them; on the third of November 2014.</summary>
[Needs(Resource.Database)]
public sealed class ReportsApiTests(ReportsApiTests.World world) : IClassFixture<ReportsApiTests.World>
{
    private const string Monthly = "/api/v1/reports/monthly";

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("docx", "application/vnd.openxmlformats-officedocument.wordprocessingml.document")]
    [InlineData("xlsx", "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet")]
    public async Task Monthly_GivesTheFileWithItsHash_AndNotTwice(string format, string type)
    {
        using var caller = await world.Portal.CallerAsync(SampleData.District, Permissions.ReportsRead);
        var address = $"{Monthly}?unit={SampleData.District}&month=2014-09&from=2014-01&format={format}&language=en";
        using var answer = await PortalInstance.GetAsync(caller, address);
        var content = await answer.Content.ReadAsByteArrayAsync(Token);

        var key = new ReportKey(SampleData.District, new(2014, 1, 1), new(2014, 9, 1));
        var file = await world
            .Portal.Get<IReportReader>()
            .FileAsync(Actor.System, key, ReportFiles.Find(format)!.Value, ReportSamples.English, cancellation: Token);
        Assert.Equal(file!.Content, content);
        Assert.Equal(type, answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal($"350103_2014-01_2014-09_en.{format}", answer.Content.Headers.ContentDisposition!.FileName);
        Assert.Equal($"\"{ReportFiles.Hash(content)}\"", answer.Headers.ETag!.Tag);

        using var again = new HttpRequestMessage(HttpMethod.Get, address);
        again.Headers.IfNoneMatch.Add(answer.Headers.ETag);
        using var unchanged = await caller.SendAsync(again, Token);
        Assert.Equal(HttpStatusCode.NotModified, unchanged.StatusCode);
    }

    [Theory]
    [InlineData("month=2014-09&format=docx", "unit.required")]
    [InlineData("unit=nowhere&month=2014-09&format=docx", "unit.unknown")]
    [InlineData("unit=350103&format=docx", "period.invalid")]
    [InlineData("unit=350103&month=2014-9&format=docx", "period.invalid")]
    [InlineData("unit=350103&month=2014-09&from=2014-10&format=docx", "period.invalid")]
    [InlineData("unit=350103&month=2014-09&from=2013-09&format=docx", "period.invalid")]
    [InlineData("unit=350103&month=2014-09", "format.unknown")]
    [InlineData("unit=350103&month=2014-09&format=pdf", "format.unknown")]
    [InlineData("unit=350103&month=2014-09&format=docx&language=fr", "language.unknown")]
    [InlineData("unit=350103&month=2014-09&format=docx&number=0", "number.outOfRange")]
    [InlineData("unit=350103&month=2014-09&format=docx&until=2014-10", "parameter.unknown")]
    public async Task Monthly_WrongParameters_AreNamed(string query, string code)
    {
        using var caller = await world.Portal.CallerAsync(SampleData.District, Permissions.ReportsRead);
        using var answer = await PortalInstance.GetAsync(caller, $"{Monthly}?{query}");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Contains($"\"{code}\"", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("/monthly", "&format=docx&number=7")]
    [InlineData("/difference", "")]
    public async Task Answer_WithoutASignedReport_Is404(string path, string more)
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Department, Permissions.ReportsRead);
        using var answer = await PortalInstance.GetAsync(caller, $"/api/v1/reports{path}?unit={SampleData.Department}&month=2014-09{more}");
        Assert.Equal(HttpStatusCode.NotFound, answer.StatusCode);
        Assert.Contains("\"report.unknown\"", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Signed_AreListedAndComparedWithNow()
    {
        var signed = await world.SignAsync(SampleData.OtherStreet);
        using var caller = await world.Portal.CallerAsync(SampleData.OtherStreet, Permissions.ReportsRead, Permissions.CasesWrite);
        var row = Assert.Single((await JsonAsync(caller, "/api/v1/reports?month=2014-10")).EnumerateArray());
        Assert.Equal(
            (SampleData.OtherStreet, "2014-10", 1, signed.Hash),
            (
                row.GetProperty("unit").GetString(),
                row.GetProperty("from").GetString(),
                row.GetProperty("number").GetInt32(),
                row.GetProperty("hash").GetString()
            )
        );
        Assert.Empty((await JsonAsync(caller, "/api/v1/reports?month=2014-09")).EnumerateArray());

        var address = $"/api/v1/reports/difference?unit={SampleData.OtherStreet}&month=2014-10&language=en";
        Assert.Equal(0, (await JsonAsync(caller, address)).GetProperty("tables").GetArrayLength());
        await PostAsync(caller, SampleData.OtherStreet);
        var difference = await JsonAsync(caller, address);
        Assert.Equal(signed.Hash, difference.GetProperty("hash").GetString());
        Assert.Equal(
            ("0 cases were accepted.", "1 cases were accepted."),
            (
                difference.GetProperty("paragraphs")[0].GetProperty("signed").GetString(),
                difference.GetProperty("paragraphs")[0].GetProperty("now").GetString()
            )
        );
    }

    /// <summary>A key reads the reports of its unit and of those below; others are as unknown as those that do not exist.</summary>
    [Theory]
    [InlineData(SampleData.Street, true)]
    [InlineData(SampleData.Community, true)]
    [InlineData(SampleData.District, false)]
    [InlineData(SampleData.OtherStreet, false)]
    [InlineData("nowhere", false)]
    public async Task Key_OfAStreet_ReadsItsOwnAndThoseBelow(string unit, bool allowed)
    {
        using var caller = await world.Portal.CallerAsync(SampleData.Street, Permissions.ReportsRead);
        foreach (var address in (string[])[$"{Monthly}?format=xlsx&month=2014-08&", "/api/v1/reports?month=2014-08&"])
        {
            using var answer = await PortalInstance.GetAsync(caller, $"{address}unit={unit}");
            Assert.Equal(allowed ? HttpStatusCode.OK : HttpStatusCode.BadRequest, answer.StatusCode);
        }
        using var difference = await PortalInstance.GetAsync(caller, $"/api/v1/reports/difference?month=2014-08&unit={unit}");
        Assert.Equal(allowed ? HttpStatusCode.NotFound : HttpStatusCode.BadRequest, difference.StatusCode);
    }

    [Fact]
    public async Task Signed_ListOfAStreet_HoldsNothingOfOthers()
    {
        await world.SignAsync(SampleData.District);
        using var caller = await world.Portal.CallerAsync(SampleData.Street, [.. Permissions.ForKeys]);
        Assert.Equal("[]", await PortalInstance.TextAsync(await PortalInstance.GetAsync(caller, "/api/v1/reports")));
    }

    /// <summary>The community's report alone is changed behind the portal's back.</summary>
    [Fact]
    public async Task Damaged_ReportIsToldAsSuch_ByTheApiAndByThePagesFiles()
    {
        await world.SignAsync(SampleData.OtherDepartment);
        await using (var db = await world.Portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(Token))
        {
            var ids = db.SignedReports.Where(r => r.UnitId == SampleData.OtherDepartmentId).Select(r => r.Id);
            await db.Set<SignedFile>()
                .Where(f => ids.Contains(f.ReportId))
                .ExecuteUpdateAsync(f => f.SetProperty(x => x.Content, new byte[] { 1 }), Token);
        }
        using var caller = await world.Portal.CallerAsync(SampleData.OtherDepartment, Permissions.ReportsRead);
        await world.Portal.CreateUserAsync("reader", Role.Leader, SampleData.OtherDepartment);
        using var browser = world.Portal.Browser();
        (await PortalInstance.SignInAsync(browser, "reader", PortalInstance.Password)).Dispose();
        foreach (var (client, address) in new[] { (caller, Monthly), (browser, "/reports/files") })
        {
            using var answer = await PortalInstance.GetAsync(
                client,
                $"{address}?unit={SampleData.OtherDepartment}&month=2014-10&format=docx&language=zh-CN"
            );
            Assert.Equal(
                (HttpStatusCode.InternalServerError, "application/problem+json"),
                (answer.StatusCode, answer.Content.Headers.ContentType!.MediaType)
            );
            Assert.Contains("\"report.damaged\"", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
        }
    }

    private static async Task<JsonElement> JsonAsync(HttpClient caller, string address)
    {
        using var answer = await PortalInstance.GetAsync(caller, address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return JsonSerializer.Deserialize<JsonElement>(await PortalInstance.TextAsync(answer));
    }

    private static async Task PostAsync(HttpClient caller, string unit)
    {
        using var answer = await PortalInstance.PostAsync(
            caller,
            "/api/v1/cases",
            $$"""[{"source":"s","caseNo":"{{unit}}","unitCode":"{{unit}}","itemCode":"U","acceptedAt":"2014-10-08T09:00:00"}]"""
        );
        Assert.Contains("\"created\":1", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
    }

    public sealed class World : IAsyncLifetime
    {
        public PortalInstance Portal { get; private set; } = null!;

        public async ValueTask InitializeAsync() =>
            Portal = await PortalInstance.StartAsync(
                builder =>
                {
                    builder.Services.AddMadeUpReports();
                    builder.Services.RemoveAll<TimeProvider>();
                    builder.Services.AddSingleton<TimeProvider>(new FakeTimeProvider(MadeUpReports.Later));
                },
                "--Portal:Jobs=false"
            );

        public async Task<SignedSummary> SignAsync(string unit)
        {
            var key = MadeUpReports.October with { Unit = unit };
            var seen = (await Portal.Get<IReportReader>().OpenAsync(Actor.System, key, ReportSamples.Chinese, Token))!.Basis;
            return await Portal.Get<IReportSigning>().SignAsync(Actor.System, key, seen, null, Token).DoneAsync();
        }

        public ValueTask DisposeAsync() => Portal.DisposeAsync();
    }
}
