using System.Net;
using System.Text.RegularExpressions;
using Microsoft.Extensions.DependencyInjection;
using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Tests.Support;

namespace Portal.Tests.Shell;

/// <summary>A page that fails before its response begins is replaced by the error page.</summary>
[Needs(Resource.Database)]
public sealed partial class ErrorPageTests : IAsyncLifetime
{
    private PortalInstance _portal = null!;
    private HttpClient _browser = null!;
    private bool _isBroken;

    public async ValueTask InitializeAsync()
    {
        _portal = await PortalInstance.StartAsync(builder =>
        {
            // The sign-in page asks for it while it is rendered.
            builder.Services.AddScoped(services =>
                _isBroken ? throw new InvalidOperationException("out of order") : Create<PortalSignInManager>(services)
            );
            builder.Services.AddSingleton<IRecordIntake, BrokenIntake>();
        });
        _browser = _portal.Browser();
    }

    public async ValueTask DisposeAsync()
    {
        _browser.Dispose();
        await _portal.DisposeAsync();
    }

    [Fact]
    public async Task Page_RenderedWithoutACircuit_ThatThrows_IsReplacedByTheErrorPage()
    {
        _isBroken = true;
        using var answer = await PortalInstance.GetAsync(_browser, "/account/login");

        await AssertIsErrorPageAsync(answer);
    }

    [Fact]
    public async Task Form_WhoseSendingThrows_IsAnsweredByTheErrorPage()
    {
        var form = await _browser.GetStringAsync("/account/login", TestContext.Current.CancellationToken);
        var fields = Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        (fields["username"], fields["password"]) = ("somebody", PortalInstance.Password);
        _isBroken = true;

        using var content = new FormUrlEncodedContent(fields);
        using var answer = await _browser.PostAsync("/account/login", content, TestContext.Current.CancellationToken);

        await AssertIsErrorPageAsync(answer);
    }

    [Fact]
    public async Task CallOfTheApi_ThatThrows_IsAnsweredByAProblemWithoutDetails()
    {
        using var caller = await _portal.CallerAsync(SampleData.District, Permissions.CasesWrite);

        using var answer = await PortalInstance.PostAsync(caller, "/api/v1/cases", "[]");
        var text = await PortalInstance.TextAsync(answer);

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Equal("application/problem+json", answer.Content.Headers.ContentType?.MediaType);
        Assert.Contains("\"code\":\"server.failed\"", text, StringComparison.Ordinal);
        Assert.DoesNotContain("out of order", text, StringComparison.Ordinal);
    }

    private static async Task AssertIsErrorPageAsync(HttpResponseMessage answer)
    {
        var text = WebUtility.HtmlDecode(await PortalInstance.TextAsync(answer));

        Assert.Equal(HttpStatusCode.InternalServerError, answer.StatusCode);
        Assert.Contains("页面出错", text, StringComparison.Ordinal);
        Assert.DoesNotContain("out of order", text, StringComparison.Ordinal);
    }

    private static T Create<T>(IServiceProvider services) => ActivatorUtilities.CreateInstance<T>(services);

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Hidden();

    private sealed class BrokenIntake : IRecordIntake
    {
        public Task<IntakeResult> RunAsync(
            IAsyncEnumerable<ParsedRow> rows,
            IntakeOptions options,
            Func<ParsedRow, CancellationToken, ValueTask>? rejected = null,
            IProgress<IntakeResult>? progress = null,
            CancellationToken cancellation = default
        ) => throw new InvalidOperationException("out of order");
    }
}
