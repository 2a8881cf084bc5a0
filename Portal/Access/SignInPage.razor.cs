using Microsoft.AspNetCore.Components;
using Portal.Domain.Access;
using Portal.Navigation;

namespace Portal.Access;

/// <summary>The sign-in page, rendered without a circuit: only an ordinary response can set a cookie.</summary>
public sealed partial class SignInPage
{
    private bool _failed;

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

    /// <summary>The reader was in a page when the session ended.</summary>
    [SupplyParameterFromQuery]
    private string? Ended { get; set; }

    private IReadOnlyList<string> Accounts => Demonstration.Offered;

    private async Task SignInAsync()
    {
        _failed = !await SignIn.TrySignInAsync(UserName?.Trim() ?? "", Password ?? "");
        if (!_failed)
            Navigation.NavigateTo(LocalUrl.OrHome(ReturnUrl));
    }
}
