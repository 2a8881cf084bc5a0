using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Navigation;

namespace Portal.Access;

/// <summary>Creates the first administrator by the link of a new portal; for an invalid or expired link it shows only that.</summary>
public sealed partial class FirstAdministratorPage
{
    private IReadOnlyList<string> _problems = [];
    private bool _good;

    [Inject]
    private FirstAdministrator First { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccessText> Texts { get; set; } = null!;

    [SupplyParameterFromQuery]
    private string? Token { get; set; }

    [SupplyParameterFromForm(Name = "username")]
    private string? UserName { get; set; }

    [SupplyParameterFromForm(Name = "password")]
    private string? Password { get; set; }

    protected override async Task OnInitializedAsync() => _good = await First.IsGoodAsync(Token);

    private async Task CreateAsync()
    {
        var result = await First.CreateAsync(Token, UserName?.Trim() ?? "", Password ?? "");
        _good = result is not null;
        _problems = result is null ? [] : AccessProblems.Of(result, Texts);
        if (result is { Ok: true })
            Navigation.NavigateTo(PortalUrls.SignIn);
    }
}
