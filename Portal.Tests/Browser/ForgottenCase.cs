using System.Net.Http.Json;

namespace Portal.Tests.Browser;

/// <summary>A case that came in a month that is long over, entered now.</summary>
internal static class ForgottenCase
{
    public static async Task SendAsync(PortalInBrowser portal, string unit, string caseNo, string day)
    {
        var token = TestContext.Current.CancellationToken;
        using var client = await portal.Portal.CreateApiClientAsync(unit, "cases:write", "items:read");
        var items = await client.GetFromJsonAsync<List<Item>>(new Uri("/api/v1/items", UriKind.Relative), token);
        var record = new
        {
            source = "browser",
            caseNo,
            unitCode = unit,
            itemCode = items![0].Code,
            channel = "window",
            acceptedAt = $"{day}T10:00:00",
            closedAt = $"{day}T11:00:00",
        };
        using var answer = await client.PostAsJsonAsync(new Uri("/api/v1/cases", UriKind.Relative), new[] { record }, token);
        Assert.Contains("\"created\":1", await answer.Content.ReadAsStringAsync(token), StringComparison.Ordinal);
    }

    private sealed record Item(string Code);
}
