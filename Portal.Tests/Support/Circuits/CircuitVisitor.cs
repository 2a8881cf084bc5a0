using System.Net;
using System.Text.RegularExpressions;

namespace Portal.Tests.Support.Circuits;

/// <summary>A signed-in user without a browser; many pages may share one.</summary>
internal sealed partial class CircuitVisitor : IDisposable
{
    private readonly SocketsHttpHandler _handler = new()
    {
        AllowAutoRedirect = false,
        UseCookies = true,
        CookieContainer = new CookieContainer(),
    };
    private readonly HttpClient _pages;

    public CircuitVisitor(Uri address)
    {
        Address = address;
        _pages = new HttpClient(_handler, disposeHandler: false) { BaseAddress = address };
    }

    public Uri Address { get; }

    /// <summary>Offers to compress messages, as browsers do.</summary>
    public bool Compresses { get; init; } = true;

    /// <summary>The cookies, as a request sends them.</summary>
    public string Cookies => _handler.CookieContainer.GetCookieHeader(Address);

    /// <summary>Sends the form of the sign-in page.</summary>
    /// <exception cref="InvalidOperationException">It was refused.</exception>
    public async Task SignInAsync(string name, string password)
    {
        const string Page = "account/login";
        var form = FirstForm().Match(await GetAsync(Page)).Value;
        var fields = Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        (fields["username"], fields["password"]) = (name, password);
        using var body = new FormUrlEncodedContent(fields);
        using var answer = await _pages.PostAsync(new Uri(Page, UriKind.Relative), body);
        if (answer.StatusCode is not (HttpStatusCode.Found or HttpStatusCode.SeeOther))
            throw new InvalidOperationException($"{name} could not sign in: {answer.StatusCode}.");
    }

    /// <summary>The page at an address below the portal's.</summary>
    public async Task<string> GetAsync(string address)
    {
        using var answer = await _pages.GetAsync(new Uri(address, UriKind.Relative));
        answer.EnsureSuccessStatusCode();
        return answer.StatusCode == HttpStatusCode.OK
            ? await answer.Content.ReadAsStringAsync()
            : throw new InvalidOperationException($"{address}: {answer.StatusCode}.");
    }

    /// <summary>Sends the request that a circuit is not needed any more.</summary>
    public async Task LeaveAsync(string circuit)
    {
        using var form = new MultipartFormDataContent { { new StringContent(circuit), "circuitId" } };
        using var answer = await _pages.PostAsync(new Uri("_blazor/disconnect", UriKind.Relative), form);
    }

    /// <summary>A handler with connections and cookies that all pages of this visitor share.</summary>
    public HttpMessageHandler SharedHandler() => new Shared(_handler);

    public void Dispose()
    {
        _pages.Dispose();
        _handler.Dispose();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FirstForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Hidden();

    // A connection disposes of its handler; the other connections still need this one.
    private sealed class Shared(HttpMessageHandler inner) : DelegatingHandler(inner)
    {
        protected override void Dispose(bool disposing) { }
    }
}
