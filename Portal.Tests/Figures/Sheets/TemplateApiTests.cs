using System.Net;
using System.Text.Json;
using System.Text.RegularExpressions;
using Portal.Domain.Access;
using Portal.Domain.Figures.Editing;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Figures.Templates;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;
using static Portal.Tests.Support.PortalInstance;

namespace Portal.Tests.Figures.Sheets;

/// <summary>Downloading a template and uploading it, over HTTP.</summary>
[Needs(Resource.Database)]
public sealed partial class TemplateApiTests : IAsyncLifetime
{
    private const string Own = $"/figures/community-service/{SampleData.Community}/2014-10/template.xlsx";

    private PortalInstance _portal = null!;
    private HttpClient _clerk = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        _portal = await StartAsync();
        Assert.Empty(await _portal.Get<FormWriter>().InstallAsync(Actor.System, new(2014, 1, 1), lastMonth: null, Token));
        await _portal.CreateUserAsync("clerk", Role.Clerk, SampleData.Street);
        _clerk = _portal.Browser();
        (await SignInAsync(_clerk, "clerk", Password)).Dispose();
        var page = await _clerk.GetStringAsync("/figures", Token);
        _clerk.DefaultRequestHeaders.Add("RequestVerificationToken", Field().Match(page).Groups["token"].Value);
    }

    public async ValueTask DisposeAsync()
    {
        _clerk.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Template_FetchedFilledInAndSent_IsReadAndNotSaved()
    {
        using var answer = await GetAsync(_clerk, Own);
        Assert.Equal(SheetTemplate.ContentType, answer.Content.Headers.ContentType!.MediaType);
        Assert.EndsWith("2014-10.xlsx", answer.Content.Headers.ContentDisposition!.FileNameStar, StringComparison.Ordinal);
        var book = new TemplateBook(await answer.Content.ReadAsByteArrayAsync(Token)).With(("rated5", 5), ("rated4", "x"));

        using var sent = JsonDocument.Parse(await TextAsync(await SendAsync(_clerk, Own, book.Bytes)));
        Assert.Equal(1, sent.RootElement.GetProperty("cells").GetInt32());
        Assert.Equal(
            book.Place("rated4"),
            Assert.Single(sent.RootElement.GetProperty("problems").EnumerateArray()).GetProperty("place").GetString()
        );
        var view = await _portal
            .Get<SheetReader>()
            .OpenAsync(Actor.System, new("community-service", SampleData.Community, new(2014, 10, 1)), Token);
        Assert.Empty(view!.Cells);
    }

    [Theory]
    [InlineData($"/figures/community-service/{SampleData.OtherCommunity}/2014-10/template.xlsx")] // of another street
    [InlineData($"/figures/street-service/{SampleData.Community}/2014-10/template.xlsx")] // not owed
    [InlineData($"/figures/community-service/{SampleData.Community}/2013-12/template.xlsx")] // before the form
    [InlineData($"/figures/community-service/{SampleData.Community}/9999-99/template.xlsx")]
    [InlineData("/figures/nothing/nobody/2014-10/template.xlsx")]
    public async Task Template_OfWhatIsNotOnesOwn_IsNotFound(string address)
    {
        Assert.Equal(HttpStatusCode.NotFound, (await GetAsync(_clerk, address)).StatusCode);
        Assert.Equal(HttpStatusCode.NotFound, (await SendAsync(_clerk, address, [1])).StatusCode);
    }

    [Fact]
    public async Task Upload_WithoutTheToken_IsRefused()
    {
        _clerk.DefaultRequestHeaders.Remove("RequestVerificationToken");
        Assert.Equal(HttpStatusCode.BadRequest, (await SendAsync(_clerk, Own, [1])).StatusCode);
    }

    [Fact]
    public async Task Upload_LargerThanATemplate_IsSaidAndNotKept()
    {
        var large = new byte[SheetTemplate.MostBytes + 1];
        "PK"u8.CopyTo(large);
        Assert.Contains("template.tooLarge", await TextAsync(await SendAsync(_clerk, Own, large)), StringComparison.Ordinal);
    }

    private static Task<HttpResponseMessage> SendAsync(HttpClient client, string address, byte[] body) =>
        client.PostAsync(address, new ByteArrayContent(body), Token);

    [GeneratedRegex("name=\"__RequestVerificationToken\"[^>]*value=\"(?<token>[^\"]+)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Field();
}
