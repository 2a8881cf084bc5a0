using System.Net;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;

namespace Portal.Benchmarks;

/// <summary>The portal on a workbench's database in this process, with a signed-in browser of its efficiency office.</summary>
internal sealed partial class BenchmarkPortal : IAsyncDisposable
{
    private const string User = "office";
    private const string Password = "Right-Away-2014";

    private readonly WebApplication _portal;

    private BenchmarkPortal(WebApplication portal)
    {
        _portal = portal;
        Browser = new(new HttpClientHandler { CookieContainer = new CookieContainer() })
        {
            BaseAddress = new(portal.Urls.First()),
            Timeout = TimeSpan.FromMinutes(5),
        };
    }

    /// <summary>Requests finished pages, like a browser's first request.</summary>
    public HttpClient Browser { get; }

    public T Get<T>()
        where T : notnull => _portal.Services.GetRequiredService<T>();

    /// <param name="bench">The workbench with the database.</param>
    /// <param name="unit">Code of the office's unit.</param>
    public static async Task<BenchmarkPortal> StartAsync(Workbench bench, string unit)
    {
        var portal = await PortalApp.CreateAsync([
            "--urls=http://127.0.0.1:0",
            $"--ConnectionStrings:Portal={bench.ConnectionString}",
            $"--Portal:Database={bench.Kind}",
            "--Portal:Demo=false",
            "--Portal:Jobs=false",
            "--Serilog:MinimumLevel:Default=Error",
        ]);
        var units = (await bench.Get<IReferenceReader>().GetAsync()).Units;
        await portal
            .Services.GetRequiredService<UserAdministration>()
            .CreateAsync(Actor.System, new(User, User, Role.EfficiencyOffice, units.Find(unit)!.Id), Password);
        await portal.StartAsync();
        var started = new BenchmarkPortal(portal);
        await started.SignInAsync();
        return started;
    }

    public async ValueTask DisposeAsync()
    {
        Browser.Dispose();
        await _portal.StopAsync();
        await _portal.DisposeAsync();
    }

    private async Task SignInAsync()
    {
        const string address = "/account/login";
        var form = FirstForm().Match(await Browser.GetStringAsync(address)).Value;
        var fields = Hidden().Matches(form).ToDictionary(m => m.Groups["name"].Value, m => m.Groups["value"].Value);
        (fields["username"], fields["password"]) = (User, Password);
        using var answer = await Browser.PostAsync(address, new FormUrlEncodedContent(fields));
        answer.EnsureSuccessStatusCode();
    }

    [GeneratedRegex("<form.*?</form>", RegexOptions.Singleline | RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex FirstForm();

    [GeneratedRegex("<input type=\"hidden\" name=\"(?<name>[^\"]+)\" value=\"(?<value>[^\"]*)\"", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Hidden();
}
