using System.Net;
using System.Text.Json;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Metrics.Folding;
using Portal.Tests.Demonstration;
using Portal.Tests.Figures;
using Portal.Tests.Support;

namespace Portal.Tests.Metrics;

/// <summary>The parameters of queries for figures, over HTTP.</summary>
[Needs(Resource.Database)]
public sealed class MetricsApiTests : IAsyncLifetime
{
    private const string Period = "/api/v1/metrics?from=2014-01&to=2014-10&";

    private PortalInstance _portal = null!;
    private HttpClient _caller = null!;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync();
        _caller = await _portal.CallerAsync(SampleData.District, Permissions.MetricsRead, Permissions.CasesWrite);
        var rows = new[]
        {
            Case("1", SampleData.Street, "window", "\"closedAt\":\"2014-09-30T11:00:00\""),
            Case("2", SampleData.Street, "online", "\"closedAt\":\"2014-10-10T11:00:00\""),
            Case("3", SampleData.OtherStreet, "online", "\"extensionDays\":0"),
        };
        (await PortalInstance.PostAsync(_caller, "/api/v1/cases?atomic=true", $"[{string.Join(',', rows)}]"))
            .EnsureSuccessStatusCode()
            .Dispose();
        await _portal.Get<MetricsFolder>().FoldAllAsync(TestContext.Current.CancellationToken);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _portal.DisposeAsync();
    }

    [Theory]
    [InlineData("metric=completionRatio", "2/3")]
    [InlineData("metric=completionRatio&asOf=2014-10-09", "1/3")]
    [InlineData("metric=completionRatio&asOf=2014-10-10T10:59:59", "1/3")]
    [InlineData("metric=completionRatio&asOf=2014-10-10T11:00:00", "2/3")]
    [InlineData("metric=completionRatio&asOf=2014-10-10T03:00:00Z", "2/3")]
    [InlineData("metric=completionRatio&asOf=2014-10-10T02:59:59Z", "1/3")]
    [InlineData("metric=completionRatio&channel=online", "1/2")]
    [InlineData("metric=completionRatio&channel=window", "1/1")]
    [InlineData("metric=completionRatio&channel=online&asOf=2014-10-09", "0/2")]
    [InlineData("metric=completionRatio&structure=today", "2/3")]
    [InlineData("metric=completionRatio&structure=today&asOf=2014-10-09", "1/3")]
    [InlineData("metric=onTheSpotRatio", "1/3")]
    [InlineData("metric=completionRatio&basis=closed&channel=online", "1/1")]
    public async Task Question_WithParameters_IsAnsweredByThem(string query, string parts)
    {
        var row = Assert.Single((await ReadAsync(Period + query)).EnumerateArray());

        Assert.Equal(parts, $"{row.GetProperty("numerator").GetDecimal():0}/{row.GetProperty("denominator").GetDecimal():0}");
    }

    /// <summary>In August there was no record, but both streets owed a sheet.</summary>
    [Theory]
    [InlineData("metric=completeness", ":1/2")]
    [InlineData("metric=timeliness", ":0/2")]
    [InlineData("metric=timeliness&asOf=2014-09-01", ":0/0")]
    [InlineData("metric=completeness&by=unit", "350103001:1/1 350103002:0/1")]
    [InlineData("metric=completeness&by=month", "2014-08:1/2")]
    [InlineData("metric=completeness&by=channel", "")]
    [InlineData("by=unit", "")]
    public async Task Completeness_OfMonthlyFigures_IsToldWithItsParts(string query, string expected)
    {
        var august = new DateOnly(2014, 8, 1);
        await using (var db = await _portal.Get<IDbContextFactory<PortalDb>>().CreateDbContextAsync(TestContext.Current.CancellationToken))
        {
            var form = FigureSamples.Form(FigureSamples.StreetFormId, "street-form", UnitKinds.Street, august, august);
            var sheet = new FigureSheet
            {
                FormId = form.Id,
                UnitId = SampleData.StreetId,
                Month = august,
                Status = FigureStatus.Approved,
                ApprovedVersion = 1,
                FirstSubmittedAt = SampleData.Local(2014, 9, 10),
            };
            db.AddRange(form, sheet);
            (await db.ReferenceStates.SingleAsync(TestContext.Current.CancellationToken)).Version++;
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
            db.FigureVersions.Add(
                new()
                {
                    SheetId = sheet.Id,
                    Number = 1,
                    FormVersionId = form.Versions[0].Id,
                    Values = "{}",
                    SubmittedBy = "street",
                    ApprovedBy = "office",
                    ApprovedAt = SampleData.Local(2014, 9, 11),
                }
            );
            await db.SaveChangesAsync(TestContext.Current.CancellationToken);
        }

        var rows = (await ReadAsync("/api/v1/metrics?from=2014-08&to=2014-08&" + query)).EnumerateArray();

        Assert.Equal(
            expected,
            string.Join(
                ' ',
                rows.Select(r =>
                    $"{r.GetProperty("key")}:{r.GetProperty("numerator").GetDecimal():0}/{r.GetProperty("denominator").GetDecimal():0}"
                )
            )
        );
    }

    /// <summary>The calendar's first and last days, where a day before or after cannot be reckoned.</summary>
    [Theory]
    [InlineData("asOf=9999-12-31")]
    [InlineData("asOf=9999-12-31T23:59:59")]
    [InlineData("asOf=9999-12-31T23:59:59-14:00")]
    [InlineData("asOf=0001-01-01")]
    [InlineData("asOf=0001-01-01T00:00:00%2B14:00")]
    [InlineData("from=9999-12&to=9999-12")]
    [InlineData("from=9999-12-31&to=9999-12-31&by=day")]
    [InlineData("from=0001-01&to=0001-01")]
    [InlineData("from=0001-01-01&to=0001-01-02&by=day&asOf=0001-01-01")]
    [InlineData("from=0001-01&to=9999-12&asOf=9999-12-31")]
    public async Task Question_OfAnExtremeDay_IsAnsweredOrRefused(string query)
    {
        foreach (var metric in new[] { "completionRatio", "zeroOverdueDays", "completeness,timeliness", "promisedTimeRatio" })
        {
            foreach (var stream in new[] { "cases", "appeals" })
            {
                using var answer = await PortalInstance.GetAsync(
                    _caller,
                    $"/api/v1/metrics?{(query.StartsWith("asOf", StringComparison.Ordinal) ? "from=2014-01&to=2014-10&" : "")}{query}"
                        + $"&metric={metric}&stream={stream}"
                );
                var text = await PortalInstance.TextAsync(answer);
                Assert.True(answer.StatusCode is HttpStatusCode.OK or HttpStatusCode.BadRequest, $"{metric} {stream}: {text}");
            }
        }
    }

    [Fact]
    public async Task Value_IsNotRounded()
    {
        var row = Assert.Single((await ReadAsync(Period + "metric=completionRatio")).EnumerateArray());

        Assert.StartsWith("0.66666666666666", row.GetProperty("value").GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Value_WithoutADenominator_IsNullAndNotZero()
    {
        var row = Assert.Single((await ReadAsync(Period + "metric=satisfactionRatio")).EnumerateArray());

        Assert.Equal(JsonValueKind.Null, row.GetProperty("value").ValueKind);
        Assert.Equal(0, row.GetProperty("denominator").GetDecimal());
    }

    [Theory]
    [InlineData("unti=350103", "unti", "parameter.unknown")]
    [InlineData("Unit=350103", "Unit", "parameter.unknown")]
    [InlineData("asOf=2014-13-01", "asOf", "instant.invalid")]
    [InlineData("asOf=9999-12-31", "asOf", "instant.invalid")] // its end is after all instants
    [InlineData("channel=pigeon", "channel", "word.unknown")]
    [InlineData("channel=online&by=item", "channel", "channel.notWithBy")]
    [InlineData("structure=tomorrow", "structure", "word.unknown")]
    [InlineData("basis=1", "basis", "word.unknown")]
    [InlineData("metric=completionRatio,speed", "metric", "metric.unknown")]
    public async Task Parameter_ThatIsWrong_IsNamed(string query, string parameter, string code)
    {
        using var answer = await PortalInstance.GetAsync(_caller, Period + query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        var error = Assert.Single(
            JsonSerializer.Deserialize<JsonElement>(await PortalInstance.TextAsync(answer)).GetProperty("errors").EnumerateArray()
        );

        Assert.Equal((parameter, code), (error.GetProperty("parameter").GetString(), error.GetProperty("code").GetString()));
    }

    private static string Case(string number, string unit, string channel, string more) =>
        $$"""
            {"source":"test","caseNo":"{{number}}","unitCode":"{{unit}}",
            "itemCode":"{{SampleData.Licence}}","channel":"{{channel}}","acceptedAt":"2014-09-30T10:00:00",{{more}}}
            """.ReplaceLineEndings("");

    private async Task<JsonElement> ReadAsync(string address) =>
        JsonSerializer.Deserialize<JsonElement>(await PortalInstance.TextAsync(await PortalInstance.GetAsync(_caller, address)));
}
