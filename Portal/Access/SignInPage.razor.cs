using Microsoft.AspNetCore.Components;
using Portal.Access.Limits;
using Portal.Domain.Access;
using Portal.Navigation;

namespace Portal.Access;

/// <summary>The sign-in page, rendered without a circuit: only an ordinary response can set a cookie.</summary>
public sealed partial class SignInPage
{
    private bool _failed;
    private TimeSpan? _wait;

    [CascadingParameter]
    private HttpContext Request { get; set; } = null!;

    [Inject]
    private PortalSignInManager SignIn { get; set; } = null!;

    [Inject]
    private DemonstrationAccounts Demonstration { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [SupplyParameterFromForm(Name = "username")]
    private string? UserName { get; set; }

    [SupplyParameterFromForm(Name = "password")]
    private string? Password { get; set; }

    [SupplyParameterFromQuery]
    private string? ReturnUrl { get; set; }

    /// <summary>The session ended while a page was open.</summary>
    [SupplyParameterFromQuery]
    private string? Ended { get; set; }

    private IReadOnlyList<string> Accounts => Demonstration.SignInNames;

    private async Task SignInAsync()
    {
        var answer = await SignIn.TrySignInAsync(UserName?.Trim() ?? "", Password ?? "");
        (_failed, _wait) = (!answer.Ok, answer.RetryAfter);
        if (answer.RetryAfter is { } wait)
            RetryLater.Announce(Request.Response, wait);
        if (answer.Ok)
            Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
    }
}
