using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Domain.Access;
using Portal.Domain.Metrics.Folding;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Records;

/// <summary>Messages that are too large, break off, come all at once or have no address.</summary>
[Needs(Resource.Database)]
public sealed class RecordsApiBodyTests : IAsyncLifetime
{
    private const long Largest = 256L * 1024 * 1024;

    private PortalInstance _portal = null!;
    private HttpClient _caller = null!;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync();
        _caller = await _portal.CallerAsync(SampleData.District, Permissions.CasesWrite, Permissions.CasesRead);
    }

    public async ValueTask DisposeAsync()
    {
        _caller.Dispose();
        await _portal.DisposeAsync();
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Body_OverTheLimit_IsRefusedAndSaysSo(bool tellsItsLength)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/cases")
        {
            Content = new BlankLines(Largest + 1, tellsItsLength),
        };
        request.Headers.ExpectContinue = tellsItsLength; // refused before it is sent
        using var answer = await _caller.SendAsync(request, Stop);

        Assert.Equal(HttpStatusCode.RequestEntityTooLarge, answer.StatusCode);
        Assert.Equal("body.tooLarge", (await ReadAsync(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Body_WithMoreErrorsThanAreListed_SaysHowManyAreNot()
    {
        var answer = await PostAsync("source,caseNo\n" + string.Concat(Enumerable.Range(1, 1_200).Select(i => $"s,{i}\n")), "text/csv");

        var listed = answer.GetProperty("errors").GetArrayLength();
        Assert.Equal((1_200, 1_000), (answer.GetProperty("rejected").GetInt32(), listed));
        Assert.True(answer.GetProperty("errorsOmitted").GetInt64() >= 200);
    }

    [Theory]
    [InlineData("application/json", "[{1},{2},{\"source\":\"te", "json.malformed", 3)]
    [InlineData("application/json", "[{1},{2}", "json.malformed", 3)]
    [InlineData("application/x-ndjson", "{1}\n{2}\n{\"source\":\"te", "json.malformedLine", 3)]
    [InlineData("text/csv", "source,caseNo,unitCode,itemCode,acceptedAt\n1\n2\ntest,\"3", null, 4)]
    [InlineData("text/csv", "source,caseNo,unitCode,itemCode,acceptedAt\n1\n2\ntest,3,350103", null, 4)]
    public async Task Body_ThatBreaksOff_KeepsTheRowsBeforeAndSaysWhere(string type, string body, string? code, int line)
    {
        var answer = await PostAsync(Filled(body, type), type);

        Assert.Equal((2, 1), (answer.GetProperty("created").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        var errors = answer.GetProperty("errors").EnumerateArray().ToList();
        Assert.All(errors, e => Assert.Equal(line, e.GetProperty("line").GetInt32()));
        if (code is not null)
            Assert.Equal(code, Assert.Single(errors).GetProperty("code").GetString());
        Assert.Equal(["1", "2"], await NumbersAsync());
    }

    [Theory]
    [InlineData("application/json", "[{1},{2},{\"source\":\"te")]
    [InlineData("application/x-ndjson", "{1}\n{2}\n{\"source\":\"te")]
    [InlineData("text/csv", "source,caseNo,unitCode,itemCode,acceptedAt\n1\n2\ntest,\"3")]
    public async Task Body_ThatBreaksOff_TakenAllOrNothing_KeepsNothing(string type, string body)
    {
        var answer = await PostAsync(Filled(body, type), type, "?atomic=true");

        Assert.Equal((0, 1), (answer.GetProperty("created").GetInt32(), answer.GetProperty("rejected").GetInt32()));
        Assert.NotEmpty(answer.GetProperty("errors").EnumerateArray());
        Assert.Empty(await NumbersAsync());
    }

    [Theory]
    [InlineData("application/json", "", "file.empty")]
    [InlineData("application/json", "x", "json.malformed")]
    [InlineData("text/csv", "", "file.empty")]
    [InlineData("text/csv", "source,colour\n1,red\n", "header.unknown")]
    public async Task Body_OfWhichNothingCanBeRead_IsRefusedByItsCode(string type, string body, string code)
    {
        using var answer = await PortalInstance.PostAsync(_caller, "/api/v1/cases", body, type);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
        Assert.Equal(code, (await ReadAsync(answer)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("application/json", "[{\"source\":\"", "\"}]")]
    [InlineData("application/x-ndjson", "{\"source\":\"", "\"}")]
    public async Task Body_WithBytesOfNoEncoding_IsRefusedAsSuch(string type, string before, string after)
    {
        using var content = new ByteArrayContent([.. Encoding.UTF8.GetBytes(before), 0xED, 0xA0, 0x80, .. Encoding.UTF8.GetBytes(after)]);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        using var answer = await _caller.PostAsync(new Uri("/api/v1/cases", UriKind.Relative), content, Stop);

        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("file.undecodable", (await ReadAsync(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Body_ThatIsCompressed_IsRefused()
    {
        using var content = new ByteArrayContent([0x1F, 0x8B, 8, 0]);
        content.Headers.ContentType = new("application/json");
        content.Headers.ContentEncoding.Add("gzip");
        using var answer = await _caller.PostAsync(new Uri("/api/v1/cases", UriKind.Relative), content, Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("contentEncoding.unsupported", (await ReadAsync(answer)).GetProperty("code").GetString());
    }

    [Theory]
    [InlineData("application/xml")]
    [InlineData("application/x-www-form-urlencoded")]
    [InlineData("application/problem+json")]
    [InlineData(null)]
    public async Task Type_ThatIsNotRead_IsRefused(string? type)
    {
        using var content = new ByteArrayContent("[]"u8.ToArray());
        if (type is not null)
            content.Headers.ContentType = new MediaTypeHeaderValue(type);
        using var answer = await _caller.PostAsync(new Uri("/api/v1/cases", UriKind.Relative), content, Stop);

        Assert.Equal(HttpStatusCode.UnsupportedMediaType, answer.StatusCode);
        Assert.Equal("contentType.unsupported", (await ReadAsync(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Message_FromEightClientsAtOnce_IsOneRecordAndCountsOnce()
    {
        var message = $"[{Case("1")}]";
        var answers = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => PostAsync(message, "application/json")));

        Assert.Equal(
            (1, 7),
            (answers.Sum(a => a.GetProperty("created").GetInt32()), answers.Sum(a => a.GetProperty("unchanged").GetInt32()))
        );
        Assert.Equal(["1"], await NumbersAsync());
        await _portal.Get<MetricsFolder>().FoldAllAsync(Stop);
        Assert.Empty(await _portal.Get<MetricsAudit>().VerifyAsync(Stop));
    }

    [Theory]
    [InlineData("Production")]
    [InlineData("Development")]
    public async Task Post_WhereNothingIs_IsMissing(string environment)
    {
        await using var portal = await PortalInstance.StartAsync(null, $"--environment={environment}");
        using var caller = await portal.CallerAsync(SampleData.District, Permissions.CasesWrite);
        foreach (var address in (string[])["/api/v1/nothing", "/api/v1/cases/nothing", "/api/v1/nothing.json"])
        {
            using var answer = await PortalInstance.PostAsync(caller, address, "[]");

            Assert.Equal($"{address} NotFound", $"{address} {answer.StatusCode}");
            Assert.Equal("application/problem+json", answer.Content.Headers.ContentType!.MediaType);
            Assert.Equal("address.unknown", (await ReadAsync(answer)).GetProperty("code").GetString());
        }
    }

    private static string Case(string number) =>
        $$"""
            {"source":"test","caseNo":"{{number}}","unitCode":"{{SampleData.Street}}",
            "itemCode":"{{SampleData.Licence}}","acceptedAt":"2014-09-30T10:00:00"}
            """.ReplaceLineEndings("");

    private static string Filled(string body, string type) =>
        type == "text/csv"
            ? body.Replace("\n1\n2\n", $"\n{Line("1")}\n{Line("2")}\n", StringComparison.Ordinal)
            : body.Replace("{1}", Case("1"), StringComparison.Ordinal).Replace("{2}", Case("2"), StringComparison.Ordinal);

    private static string Line(string number) => $"test,{number},{SampleData.Street},{SampleData.Licence},2014-09-30";

    private async Task<JsonElement> PostAsync(string body, string type, string query = "") =>
        await ReadAsync(await PortalInstance.PostAsync(_caller, "/api/v1/cases" + query, body, type));

    private async Task<IEnumerable<string?>> NumbersAsync() =>
        (await ReadAsync(await PortalInstance.GetAsync(_caller, "/api/v1/cases")))
            .GetProperty("records")
            .EnumerateArray()
            .Select(r => r.GetProperty("caseNo").GetString())
            .Order(StringComparer.Ordinal);

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await PortalInstance.TextAsync(answer));

    /// <summary>As many bytes of blank lines, made while they are sent.</summary>
    private sealed class BlankLines : HttpContent
    {
        private static readonly byte[] s_lines = Encoding.ASCII.GetBytes(
            string.Concat(Enumerable.Repeat(new string(' ', 4_095) + "\n", 16))
        );
        private readonly long _length;
        private readonly bool _tells;

        public BlankLines(long length, bool tells)
        {
            (_length, _tells) = (length, tells);
            Headers.ContentType = new MediaTypeHeaderValue("application/x-ndjson");
        }

        protected override async Task SerializeToStreamAsync(Stream stream, TransportContext? context)
        {
            for (var left = _length; left > 0; left -= s_lines.Length)
                await stream.WriteAsync(s_lines.AsMemory(0, (int)Math.Min(left, s_lines.Length)));
        }

        protected override bool TryComputeLength(out long length)
        {
            length = _length;
            return _tells;
        }
    }
}
