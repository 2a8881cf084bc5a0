using Portal.Domain.Access;
using Portal.Domain.Metrics.Folding;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>One portal with a record in every unit, and a signed-in user of every role for one street.</summary>
public sealed class AccessWorld : IAsyncLifetime
{
    /// <summary>The units of the sample; each has one case with the number <c>case-</c> and the unit's code.</summary>
    public static readonly string[] Units =
    [
        SampleData.District,
        SampleData.Department,
        SampleData.OtherDepartment,
        SampleData.Street,
        SampleData.OtherStreet,
        SampleData.Community,
        SampleData.SecondCommunity,
        SampleData.OtherCommunity,
    ];

    /// <summary>The street of all grants, with the units below it.</summary>
    public static readonly string[] Own = [SampleData.Street, SampleData.Community, SampleData.SecondCommunity];

    private readonly Dictionary<Role, HttpClient> _browsers = [];

    public PortalInstance Portal { get; private set; } = null!;

    public HttpClient Stranger { get; private set; } = null!;

    /// <summary>A user of the role; administrators are bound to the street as well.</summary>
    public HttpClient As(Role role) => _browsers[role];

    public async ValueTask InitializeAsync()
    {
        Portal = await PortalInstance.StartAsync();
        Stranger = Portal.Browser();
        using (var sender = await Portal.CallerAsync(SampleData.District, Permissions.CasesWrite, Permissions.AppealsWrite))
        {
            (await PortalInstance.PostAsync(sender, "/api/v1/cases?atomic=true", $"[{string.Join(',', Units.Select(Case))}]"))
                .EnsureSuccessStatusCode()
                .Dispose();
            (await PortalInstance.PostAsync(sender, "/api/v1/appeals?atomic=true", $"[{string.Join(',', Units.Select(Appeal))}]"))
                .EnsureSuccessStatusCode()
                .Dispose();
        }
        await Portal.Get<MetricsFolder>().FoldAllAsync(TestContext.Current.CancellationToken);
        foreach (var role in Enum.GetValues<Role>())
        {
            await Portal.CreateUserAsync(role.ToString(), role, SampleData.Street);
            _browsers[role] = Portal.Browser();
            (await PortalInstance.SignInAsync(_browsers[role], role.ToString(), PortalInstance.Password)).Dispose();
        }
    }

    public async ValueTask DisposeAsync()
    {
        foreach (var browser in _browsers.Values)
            browser.Dispose();
        Stranger.Dispose();
        await Portal.DisposeAsync();
    }

    private static string Case(string unit) =>
        $$"""
            {"source":"test","caseNo":"case-{{unit}}","unitCode":"{{unit}}",
            "itemCode":"{{SampleData.Licence}}","acceptedAt":"2014-09-30T10:00:00"}
            """.ReplaceLineEndings("");

    private static string Appeal(string unit) =>
        $$"""
            {"source":"test","caseNo":"appeal-{{unit}}","unitCode":"{{unit}}",
            "appealSource":"hotline12345","acceptedAt":"2014-09-30T10:00:00"}
            """.ReplaceLineEndings("");
}
