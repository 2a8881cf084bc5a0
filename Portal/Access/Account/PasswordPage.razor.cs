using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Domain.Access;
using Portal.Navigation;

namespace Portal.Access.Account;

/// <summary>Users change their own password here; rendered without a circuit, since the answer renews the cookie.</summary>
public sealed partial class PasswordPage
{
    private const string PasswordRepeatedWrongly = "PasswordRepeatedWrongly";

    private IReadOnlyList<string> _problems = [];
    private bool _forced;
    private string _name = "";

    [CascadingParameter]
    private HttpContext Request { get; set; } = null!;

    [Inject]
    private PortalSignInManager SignIn { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccessText> Texts { get; set; } = null!;

    [SupplyParameterFromForm(Name = "current")]
    private string? Current { get; set; }

    [SupplyParameterFromForm(Name = "new")]
    private string? New { get; set; }

    [SupplyParameterFromForm(Name = "repeat")]
    private string? Repeat { get; set; }

    protected override void OnInitialized() =>
        (_forced, _name) = (PortalClaims.MustChangePassword(Request.User), Request.User.Identity?.Name ?? "");

    private async Task ChangeAsync()
    {
        var result =
            New == Repeat ? await SignIn.ChangePasswordAsync(Current ?? "", New ?? "") : new AccessResult([PasswordRepeatedWrongly]);
        _problems = AccessProblems.Of(result, Texts);
        if (result.Ok)
            Navigation.NavigateTo(_forced ? PortalUrls.Home : PortalUrls.Account + "?done=password");
    }
}
