using System.Net;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Metrics.Folding;
using Portal.Tests.Support;

namespace Portal.Tests.Reports;

/// <summary>All ways to download a report give the same file: with the portal's own words and renderings.</summary>
[Needs(Resource.Database)]
public sealed class SameBytesTests(SameBytesTests.World world) : IClassFixture<SameBytesTests.World>
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("docx", "zh-CN")]
    [InlineData("docx", "en")]
    [InlineData("xlsx", "zh-CN")]
    [InlineData("xlsx", "en")]
    public async Task File_FromPageApiAndCommandLine_IsTheSame(string format, string language)
    {
        var query = $"unit={SampleData.District}&month=2014-10&from=2014-01&format={format}&language={language}";
        using var browser = world.Portal.Browser();
        (await PortalInstance.SignInAsync(browser, "office", PortalInstance.Password)).Dispose();
        using var caller = await world.Portal.CallerAsync(SampleData.District, Permissions.ReportsRead);

        var page = await BytesAsync(browser, "/reports/files?" + query);
        var api = await BytesAsync(caller, "/api/v1/reports/monthly?" + query);
        await RunAsync(
            0,
            "--unit",
            SampleData.District,
            "--month",
            "2014-10",
            "--from",
            "2014-01",
            "--format",
            format,
            "--language",
            language
        );

        Assert.Equal(api, page);
        Assert.Equal(api, await File.ReadAllBytesAsync(world.Out, Token));
        Assert.Equal("PK"u8, api.AsSpan(0, 2));
    }

    [Theory]
    [InlineData(2, "--unit", SampleData.District, "--month", "2014-13", "--format", "docx")]
    [InlineData(2, "--unit", SampleData.District, "--month", "2014-10", "--from", "2014-11", "--format", "docx")]
    [InlineData(2, "--unit", SampleData.District, "--month", "2014-10", "--format", "pdf")]
    [InlineData(2, "--unit", SampleData.District, "--month", "2014-10", "--format", "docx", "--language", "fr")]
    [InlineData(2, "--month", "2014-10", "--format", "docx")]
    [InlineData(1, "--unit", "nowhere", "--month", "2014-10", "--format", "docx")]
    [InlineData(1, "--unit", SampleData.District, "--month", "2014-10", "--format", "docx", "--number", "1")]
    public async Task CommandLine_WithSomethingWrong_WritesNothing(int code, params string[] arguments)
    {
        await File.WriteAllTextAsync(world.Out, "as before", Token);
        await RunAsync(code, arguments);
        Assert.Equal("as before", await File.ReadAllTextAsync(world.Out, Token));
        Assert.Equal([world.Out], Directory.GetFiles(Path.GetDirectoryName(world.Out)!));
    }

    private async Task RunAsync(int code, params string[] arguments)
    {
        var store = world.Portal.Get<DatabaseOptions>();
        Assert.Equal(
            code,
            await PortalCommands.RunAsync([
                "report",
                "monthly",
                .. arguments,
                "--out",
                world.Out,
                $"--Portal:Database={store.Kind}",
                $"--ConnectionStrings:Portal={store.ConnectionString}",
            ])
        );
    }

    private static async Task<byte[]> BytesAsync(HttpClient client, string address)
    {
        using var answer = await PortalInstance.GetAsync(client, address);
        Assert.Equal(HttpStatusCode.OK, answer.StatusCode);
        return await answer.Content.ReadAsByteArrayAsync(Token);
    }

    public sealed class World : IAsyncLifetime
    {
        private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("portal-reports-");

        public PortalInstance Portal { get; private set; } = null!;

        public string Out => Path.Combine(_folder.FullName, "report");

        public async ValueTask InitializeAsync()
        {
            Portal = await PortalInstance.StartAsync(configure: null, "--Portal:Jobs=false");
            await Portal.CreateUserAsync("office", Role.EfficiencyOffice, SampleData.District);
            using var sender = await Portal.CallerAsync(SampleData.District, Permissions.CasesWrite);
            (
                await PortalInstance.PostAsync(
                    sender,
                    "/api/v1/cases?atomic=true",
                    $$"""
                    [{"source":"s","caseNo":"1","unitCode":"{{SampleData.Community}}",
                    "itemCode":"{{SampleData.Licence}}","acceptedAt":"2014-10-08T09:00:00","closedAt":"2014-10-08T10:00:00"}]
                    """
                )
            ).EnsureSuccessStatusCode().Dispose();
            await Portal.Get<MetricsFolder>().FoldAllAsync(Token);
        }

        public async ValueTask DisposeAsync()
        {
            await Portal.DisposeAsync();
            _folder.Delete(recursive: true);
        }
    }
}
