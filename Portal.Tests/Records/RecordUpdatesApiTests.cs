using System.Net;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Portal.Domain.Access;
using Portal.Tests.Support;

namespace Portal.Tests.Records;

/// <summary>What the API answers about messages that change stored records.</summary>
[Needs(Resource.Database)]
public sealed class RecordUpdatesApiTests : IAsyncLifetime
{
    private PortalInstance _portal = null!;
    private HttpClient _caller = null!;

    static RecordUpdatesApiTests() => Encoding.RegisterProvider(CodePagesEncodingProvider.Instance);

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

    [Fact]
    public async Task Post_OfChangesClearingsAndOlderMessages_CountsEach()
    {
        var first = await PostAsync(Case("\"satisfaction\":5,\"closedAt\":\"2014-10-01\",\"updatedAt\":\"2014-10-02T08:00:00Z\""));
        Assert.Equal("1, 1, 0, 0, 0, 0, 0, 0", Counts(first));
        Assert.Equal(JsonValueKind.Array, first.GetProperty("errors").ValueKind);

        var left = await PostAsync("""{"source":"test","caseNo":"１ ","channel":"phone","updatedAt":"2014-10-03T08:00:00Z"}""");
        Assert.Equal("1, 0, 1, 0, 0, 0, 0, 0", Counts(left));
        var older = await PostAsync("""{"source":"test","caseNo":"1","satisfaction":null,"updatedAt":"2014-10-02T09:00:00Z"}""");
        Assert.Equal("1, 0, 0, 0, 1, 0, 0, 0", Counts(older));
        Assert.Equal(5, (await RecordAsync()).GetProperty("satisfaction").GetInt32());

        var cleared = await PostAsync("""{"source":"test","caseNo":"1","satisfaction":null,"updatedAt":"2014-10-03T08:00:00Z"}""");
        Assert.Equal("1, 0, 1, 0, 0, 0, 0, 1", Counts(cleared));
        var record = await RecordAsync();
        Assert.Equal(JsonValueKind.Null, record.GetProperty("satisfaction").ValueKind);
        Assert.Equal("phone", record.GetProperty("channel").GetString());
        Assert.Equal("１", record.GetProperty("caseNoAsSent").GetString());
    }

    [Theory]
    [InlineData("gb18030", "gb18030")]
    [InlineData("gbk", "\"GBK\"")]
    [InlineData("big5", "big5")]
    public async Task Post_OfATextInANamedEncoding_IsRead(string encoding, string charset)
    {
        var text = $"source,caseNo,unitCode,itemCode,acceptedAt\ntest,中文,{SampleData.Community},{SampleData.Licence},2014-09-30\n";
        using var answer = await SendAsync(Encoding.GetEncoding(encoding).GetBytes(text), "text/csv; charset=" + charset);
        Assert.Equal("1, 1, 0, 0, 0, 0, 0, 0", Counts(await ReadAsync(answer)));
        Assert.Equal("中文", (await RecordAsync("%E4%B8%AD%E6%96%87")).GetProperty("caseNo").GetString());
    }

    [Fact]
    public async Task Post_InAnUnknownEncoding_IsRefused()
    {
        using var answer = await SendAsync("source\n"u8.ToArray(), "text/csv; charset=klingon");
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Equal("file.encodingUnknown", (await ReadAsync(answer)).GetProperty("code").GetString());
    }

    [Fact]
    public async Task Get_OfDoubtfulRecords_ListsNoneOfTheOthers()
    {
        await PostAsync(Case("\"closedAt\":null"));
        Assert.Empty(await ListAsync("doubtful=true"));
        Assert.Single(await ListAsync("doubtful=false"));
    }

    private static string Case(string more) =>
        $$"""
            {"source":"test","caseNo":"1","unitCode":"{{SampleData.Community}}","itemCode":"{{SampleData.Licence}}",
            "acceptedAt":"2014-09-30T10:00:00",{{more}}}
            """;

    private static string Counts(JsonElement answer) =>
        string.Join(
            ", ",
            ((string[])["received", "created", "updated", "unchanged", "stale", "rejected", "doubtful", "cleared"]).Select(name =>
                answer.GetProperty(name).GetInt32()
            )
        );

    private async Task<JsonElement> PostAsync(string element) =>
        await ReadAsync(await PortalInstance.PostAsync(_caller, "/api/v1/cases", $"[{element}]"));

    private async Task<HttpResponseMessage> SendAsync(byte[] bytes, string type)
    {
        using var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        return await _caller.PostAsync(new Uri("/api/v1/cases", UriKind.Relative), content, TestContext.Current.CancellationToken);
    }

    private async Task<JsonElement> RecordAsync(string number = "1") => Assert.Single(await ListAsync("caseNo=" + number));

    private async Task<IReadOnlyList<JsonElement>> ListAsync(string query)
    {
        var page = await ReadAsync(await PortalInstance.GetAsync(_caller, "/api/v1/cases?" + query));
        return [.. page.GetProperty("records").EnumerateArray()];
    }

    private static async Task<JsonElement> ReadAsync(HttpResponseMessage answer) =>
        JsonSerializer.Deserialize<JsonElement>(await PortalInstance.TextAsync(answer));
}
