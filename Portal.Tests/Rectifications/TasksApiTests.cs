using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;
using Portal.Domain.Access;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;
using Portal.Tests.Evidence;
using Portal.Tests.Support;

namespace Portal.Tests.Rectifications;

/// <summary>Tasks over HTTP.</summary>
[Needs(Resource.Database)]
public sealed class TasksApiTests : IAsyncLifetime
{
    private PortalInstance _portal = null!;
    private HttpClient _street = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(configure: null, "--Portal:Jobs=false");
        _street = await _portal.CallerAsync(SampleData.Street, Permissions.TasksRead, Permissions.TasksWrite);
        var moves = _portal.Get<RectificationMoves>();
        foreach (var unit in (string[])[SampleData.Street, SampleData.Community, SampleData.OtherCommunity])
        {
            var demand = SampleRectifications.Demand(deadline: _portal.Get<DistrictTime>().Today);
            await moves.OrderAsync(Actor.System, unit, demand, Token).DoneAsync();
        }
    }

    public async ValueTask DisposeAsync()
    {
        _street.Dispose();
        await _portal.DisposeAsync();
    }

    [Theory]
    [InlineData("", "2 1")]
    [InlineData("?kind=rectification&unit=350103001001", "2")]
    [InlineData("?state=ordered&overdue=false", "2 1")]
    [InlineData("?overdue=true", "")]
    [InlineData("?state=closed", "")]
    [InlineData("?after=rectification-2&limit=1", "1")]
    public async Task List_WithFilters_HasTheTasksOfTheScopeAlone(string query, string ids)
    {
        using var json = JsonDocument.Parse(await PortalInstance.TextAsync(await GetAsync(query)));
        Assert.Equal(ids, string.Join(' ', json.RootElement.EnumerateArray().Select(task => task.GetProperty("number").GetInt64())));
    }

    [Theory]
    [InlineData("?kind=campaign")]
    [InlineData("?state=late")]
    [InlineData("?unit=350103002001")] // of another street
    [InlineData("?after=2")]
    [InlineData("?overdue=maybe")]
    [InlineData("?limit=501")]
    [InlineData("?colour=red")]
    public async Task List_WithAWrongFilter_IsRefused(string query)
    {
        using var answer = await GetAsync(query);
        Assert.Equal(HttpStatusCode.BadRequest, answer.StatusCode);
        Assert.Contains("parameters.invalid", await PortalInstance.TextAsync(answer), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Task_WithEvidence_IsSubmittedOnce_AndGivesItsFileBackByteForByte()
    {
        var bytes = SampleEvidence.Pdf();
        await ExpectAsync(
            SubmitAsync(1, """{"revision":1,"statement":"已公示"}"""),
            HttpStatusCode.UnprocessableEntity,
            "evidence.required"
        );
        using var form = new MultipartFormDataContent
        {
            { new StringContent("x"), "remark" },
            { File(bytes, "application/pdf"), "file", "整改报告.pdf" },
        };
        await ExpectAsync(_street.PostAsync("/api/v1/tasks/rectification-1/evidence", form, Token), HttpStatusCode.Created, "整改报告.pdf");
        await ExpectAsync(SendAsync(1, SampleEvidence.Png(), "a.png"), HttpStatusCode.Created, "image/png");
        await ExpectAsync(SendAsync(1, SampleEvidence.Png(), "b.png"), HttpStatusCode.Conflict, "file.twice");
        await ExpectAsync(SubmitAsync(1, """{"statement":"已公示"}"""), HttpStatusCode.UnprocessableEntity, "revision.required");
        await ExpectAsync(SubmitAsync(1, """{"revision":0,"statement":"已公示"}"""), HttpStatusCode.Conflict, "rectification.changed");
        await ExpectAsync(SubmitAsync(1, """{"revision":1,"statement":" "}"""), HttpStatusCode.UnprocessableEntity, "text.required");
        await ExpectAsync(SubmitAsync(1, """{"revision":1,"statement":"已公示"}"""), HttpStatusCode.OK, "submitted");
        await ExpectAsync(SubmitAsync(1, """{"revision":2,"statement":"再来"}"""), HttpStatusCode.Conflict, "rectification.notOrdered");
        await ExpectAsync(SendAsync(1, SampleEvidence.Png(7), "c.png"), HttpStatusCode.Conflict, "rectification.notOrdered");

        using var whole = JsonDocument.Parse(await PortalInstance.TextAsync(await GetAsync("/rectification-1")));
        var task = whole.RootElement;
        Assert.Equal(
            ["ordered", "submitted"],
            task.GetProperty("steps").EnumerateArray().Select(step => step.GetProperty("action").GetString())
        );
        var file = task.GetProperty("evidence")[0];
        using var download = await GetAsync($"/rectification-1/evidence/{file.GetProperty("id").GetInt64()}");
        Assert.Equal(bytes, await download.Content.ReadAsByteArrayAsync(Token));
        Assert.Equal("application/pdf", download.Content.Headers.ContentType?.MediaType);
        AssertIsSafe(download, "整改报告.pdf");
    }

    /// <summary>A browser never shows a file of evidence as a page of this origin.</summary>
    [Fact]
    public async Task File_OnThePage_IsDownloadedByReadersOfTheUnitAlone()
    {
        await SendAsync(1, SampleEvidence.Png(), "现场.png");
        await _portal.CreateUserAsync("head", Role.UnitHead, SampleData.Street);
        await _portal.CreateUserAsync("stranger", Role.UnitHead, SampleData.OtherStreet);
        using var head = _portal.Browser();
        using var stranger = _portal.Browser();
        (await PortalInstance.SignInAsync(head, "head", PortalInstance.Password)).Dispose();
        (await PortalInstance.SignInAsync(stranger, "stranger", PortalInstance.Password)).Dispose();

        using var download = await PortalInstance.GetAsync(head, "/rectifications/evidence/1");
        Assert.Equal(SampleEvidence.Png(), await download.Content.ReadAsByteArrayAsync(Token));
        AssertIsSafe(download, "现场.png");
        Assert.Equal("no-store", download.Headers.CacheControl?.ToString());
        using var refused = await PortalInstance.GetAsync(stranger, "/rectifications/evidence/1");
        Assert.Equal(HttpStatusCode.NotFound, refused.StatusCode);
        // Without the token of a page nothing is taken.
        using var sent = await head.PostAsync(
            "/rectifications/evidence?number=1&name=a.png",
            File(SampleEvidence.Png(2), "image/png"),
            Token
        );
        Assert.Equal(HttpStatusCode.BadRequest, sent.StatusCode);
    }

    [Fact]
    public async Task Evidence_ThatIsRefused_IsToldWithItsCode()
    {
        await ExpectAsync(SendAsync(1, SampleEvidence.Zip(), "a.jpg"), HttpStatusCode.UnsupportedMediaType, "file.archive");
        await ExpectAsync(SendAsync(1, SampleEvidence.Jpeg(), "a.php.jpg"), HttpStatusCode.UnprocessableEntity, "name.twoExtensions");
        await ExpectAsync(SendAsync(1, SampleEvidence.Jpeg(), "../../a.jpg"), HttpStatusCode.UnprocessableEntity, "name.path");
        await ExpectAsync(SendAsync(1, [], "a.jpg"), HttpStatusCode.UnprocessableEntity, "file.empty");
        await ExpectAsync(SendAsync(3, SampleEvidence.Jpeg(), "a.jpg"), HttpStatusCode.NotFound, "rectification.unknown");
        await ExpectAsync(SendAsync(99, SampleEvidence.Jpeg(), "a.jpg"), HttpStatusCode.NotFound, "rectification.unknown");
        await ExpectAsync(
            _street.PostAsync("/api/v1/tasks/card-1/evidence?name=a.jpg", File(SampleEvidence.Jpeg(), "image/jpeg"), Token),
            HttpStatusCode.NotFound,
            "rectification.unknown"
        );
        using var empty = new MultipartFormDataContent { { new StringContent("x"), "file" } };
        await ExpectAsync(
            _street.PostAsync("/api/v1/tasks/rectification-1/evidence", empty, Token),
            HttpStatusCode.UnprocessableEntity,
            "file.empty"
        );
        using var broken = new ByteArrayContent("--b\r\nContent-Disposition: form-data; name=file; filename=a.jpg\r\n\r\nxxx"u8.ToArray());
        broken.Headers.ContentType = MediaTypeHeaderValue.Parse("multipart/form-data; boundary=b");
        await ExpectAsync(
            _street.PostAsync("/api/v1/tasks/rectification-1/evidence", broken, Token),
            HttpStatusCode.BadRequest,
            "form.invalid"
        );
    }

    /// <summary>One that announces no length is refused after the limit: see <see cref="EvidenceReceiverTests"/>.</summary>
    [Fact]
    public async Task Evidence_OfTwoGibibytes_IsRefusedBeforeTheFirstByte()
    {
        var zeros = new Zeros(2L << 30);
        using var request = new HttpRequestMessage(HttpMethod.Post, "/api/v1/tasks/rectification-1/evidence?name=a.jpg");
        request.Content = new StreamContent(zeros) { Headers = { ContentLength = zeros.Length } };
        request.Headers.ExpectContinue = true;
        await ExpectAsync(_street.SendAsync(request, Token), HttpStatusCode.RequestEntityTooLarge, "file.tooLarge");
        Assert.Equal(0, zeros.Given);
    }

    [Fact]
    public async Task Key_ThatOnlyReads_SendsNothing()
    {
        using var reader = await _portal.CallerAsync(SampleData.Street, Permissions.TasksRead);
        using var sent = await reader.PostAsync(
            "/api/v1/tasks/rectification-1/evidence?name=a.png",
            File(SampleEvidence.Png(), "image/png"),
            Token
        );
        Assert.Equal(HttpStatusCode.Forbidden, sent.StatusCode);
        using var submitted = await PortalInstance.PostAsync(reader, "/api/v1/tasks/rectification-1/submission", "{}");
        Assert.Equal(HttpStatusCode.Forbidden, submitted.StatusCode);
    }

    private static void AssertIsSafe(HttpResponseMessage download, string name)
    {
        var disposition = download.Content.Headers.ContentDisposition;
        Assert.Equal(("attachment", name), (disposition?.DispositionType, disposition?.FileNameStar));
        Assert.Equal("nosniff", Assert.Single(download.Headers.GetValues("X-Content-Type-Options")));
        var policy = Assert.Single(download.Headers.GetValues("Content-Security-Policy"));
        Assert.Contains("sandbox", policy, StringComparison.Ordinal);
        Assert.Contains("default-src 'none'", policy, StringComparison.Ordinal);
        Assert.DoesNotContain("allow-", policy, StringComparison.Ordinal);
    }

    private static ByteArrayContent File(byte[] bytes, string type)
    {
        var content = new ByteArrayContent(bytes);
        content.Headers.ContentType = new(type);
        return content;
    }

    private Task<HttpResponseMessage> GetAsync(string path) => PortalInstance.GetAsync(_street, "/api/v1/tasks" + path);

    private Task<HttpResponseMessage> SendAsync(long task, byte[] bytes, string name) =>
        _street.PostAsync(
            $"/api/v1/tasks/rectification-{task}/evidence?name={Uri.EscapeDataString(name)}",
            File(bytes, "application/octet-stream"),
            Token
        );

    private Task<HttpResponseMessage> SubmitAsync(long task, string body) =>
        PortalInstance.PostAsync(_street, $"/api/v1/tasks/rectification-{task}/submission", body);

    private static async Task ExpectAsync(Task<HttpResponseMessage> call, HttpStatusCode status, string word)
    {
        using var answer = await call;
        var text = await PortalInstance.TextAsync(answer);
        Assert.True(status == answer.StatusCode, $"{(int)answer.StatusCode} {text}");
        Assert.Contains($"\"{word}\"", text, StringComparison.Ordinal);
    }
}
