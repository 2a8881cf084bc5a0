using System.Security.Claims;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Domain.Access;
using Portal.Domain.Access.Sessions;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Navigation;

namespace Portal.Access.Account;

/// <summary>The user's own account: name, password, and the browsers in which it is signed in.</summary>
public sealed partial class AccountPage
{
    private IReadOnlyList<string> _problems = [];
    private IReadOnlyList<UserSession> _sessions = [];
    private IReadOnlyList<Grant> _grants = [];
    private UnitTree _units = UnitTree.Empty;
    private string _name = "";

    [CascadingParameter]
    private HttpContext Request { get; set; } = null!;

    [Inject]
    private PortalSignInManager SignIn { get; set; } = null!;

    [Inject]
    private UserSessions Sessions { get; set; } = null!;

    [Inject]
    private IdleTimes Idle { get; set; } = null!;

    [Inject]
    private IReferenceReader References { get; set; } = null!;

    [Inject]
    private DistrictTime Time { get; set; } = null!;

    [Inject]
    private NavigationManager Navigation { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccessText> Texts { get; set; } = null!;

    [SupplyParameterFromForm(Name = "name")]
    private string? Name { get; set; }

    /// <summary>What was just done: <c>password</c> or <c>name</c>.</summary>
    [SupplyParameterFromQuery]
    private string? Done { get; set; }

    private string? Own => Request.User.FindFirstValue(EndedSessions.Claim);

    protected override async Task OnInitializedAsync()
    {
        var actor = Request.User.ToActor(Time);
        (_name, _grants) = (PortalClaims.NameOf(Request.User), actor.Grants);
        _units = (await References.GetAsync(Request.RequestAborted)).Units;
        if (PortalClaims.IdOf(Request.User) is { } id)
            _sessions = await Sessions.ListAsync(id, Idle.Of(Request.User) ?? UserSessions.KeptFor, Request.RequestAborted);
    }

    private string UnitName(Grant grant) =>
        grant.UnitId is { } unit
            ? _units.Find(unit) is null
                ? "—"
                : _units.NameAt(unit, Time.Today)
            : Texts["AllUnits"];

    private string Local(DateTimeOffset instant) => Time.ToText(instant);

    private async Task RenameAsync()
    {
        var result = await SignIn.RenameAsync(Name ?? "");
        _problems = AccessProblems.Of(result, Texts);
        if (result.Ok)
            Navigation.NavigateTo(PortalUrls.Account + "?done=name");
    }

    private async Task SignOutEverywhereAsync()
    {
        await SignIn.SignOutEverywhereAsync();
        Navigation.NavigateTo(PortalUrls.SignIn);
    }
}
