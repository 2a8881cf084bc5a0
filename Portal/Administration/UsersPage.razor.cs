using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Administration;

/// <summary>User accounts with their roles and units.</summary>
public sealed partial class UsersPage
{
    private const int MostAtFirst = 100;

    // Of units with the same name; typing more of the name finds the others.
    private const int MostUnitsProposed = 200;

    private IReadOnlyList<UserRow> _users = [];
    private int _all;
    private int _most = MostAtFirst;
    private string _text = "";
    private IReadOnlyList<string> _problems = [];
    private string? _done;
    private UserRow? _edited;
    private string _name = "";
    private string _displayName = "";
    private Role _role = Role.Clerk;
    private UnitTree _tree = UnitTree.Empty;
    private UnitScope _scope = UnitScope.Nothing;
    private string? _unit;
    private string _email = "";
    private string _password = "";

    [Inject]
    private PrerenderHandover Opening { get; set; } = null!;

    [Inject]
    private UserAdministration Users { get; set; } = null!;

    [Inject]
    private IReferenceReader References { get; set; } = null!;

    [Inject]
    private DistrictTime Time { get; set; } = null!;

    [Inject]
    private CurrentActor Actor { get; set; } = null!;

    [Inject]
    private IStringLocalizer<AccessText> Texts { get; set; } = null!;

    protected override async Task OnInitializedAsync()
    {
        _scope = (await Actor.GetAsync()).ScopeFor(Permissions.UsersManage);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var text = _text;
        var (tree, users, all) = await Opening.ReadAsync("users", () => ReadAsync(text));
        if (text == _text)
            (_tree, _users, _all) = (tree, users, all); // else more of the name was typed meanwhile
    }

    private async Task<(UnitTree Tree, IReadOnlyList<UserRow> Users, int All)> ReadAsync(string text)
    {
        var tree = (await References.GetAsync()).Units;
        var actor = await Actor.GetAsync();
        var meant = UnitSearch
            .Find(tree, text, actor.ScopeFor(Permissions.UsersManage), Time.Today, MostUnitsProposed)
            .Select(u => u.Id)
            .ToList();
        var found = await Users.FindAsync(actor, text, meant, _most);
        return (tree, found.Users, found.All);
    }

    private Task FindAsync(ChangeEventArgs change)
    {
        (_text, _most) = (change.Value?.ToString() ?? "", MostAtFirst);
        return LoadAsync();
    }

    private Task MoreAsync()
    {
        _most += MostAtFirst;
        return LoadAsync();
    }

    private string UnitName(int? id) => id is { } unit && _tree.Find(unit) is not null ? _tree.NameAt(unit, Time.Today) : "—";

    /// <summary>The names from the top of the scope down: many communities have the same name.</summary>
    private string? UnitPath(int? id) =>
        id is { } unit && _tree.Find(unit) is not null
            ? string.Join(
                " › ",
                _tree
                    .SelfAndAbove(unit, Time.Today)
                    .TakeWhile(above => _scope.Contains(_tree, above, Time.Today))
                    .Reverse()
                    .Select(above => _tree.NameAt(above, Time.Today))
            )
            : null;

    private static string StateOf(UserRow user) =>
        user switch
        {
            { Disabled: true } => "State.Disabled",
            { LockedOut: true } => "State.LockedOut",
            _ => "State.Active",
        };

    private void Edit(UserRow user)
    {
        Clear();
        (_edited, _name, _displayName, _role, _email) = (user, user.UserName, user.DisplayName, user.Role ?? Role.Leader, user.Email ?? "");
        _unit = user.UnitId is { } unit ? _tree.Find(unit)?.Code : null;
    }

    private void Clear()
    {
        (_edited, _done, _problems) = (null, null, []);
        (_name, _displayName, _role, _unit, _email, _password) = ("", "", Role.Clerk, null, "", "");
    }

    private async Task SaveAsync()
    {
        var unit = _unit is null ? null : _tree.Find(_unit)?.Id;
        var draft = new UserDraft(_name.Trim(), _displayName.Trim(), _role, unit, _email.Trim() is { Length: > 0 } email ? email : null);
        var actor = await Actor.GetAsync();
        var result = _edited is null ? await Users.CreateAsync(actor, draft, _password) : await ChangeAsync(actor, _edited.Id, draft);
        await ShowResultAsync(result, "Saved");
    }

    private async Task<AccessResult> ChangeAsync(Actor actor, int userId, UserDraft draft)
    {
        var result = await Users.ChangeAsync(actor, userId, draft);
        return result.Ok && _password.Length > 0 ? await Users.ResetPasswordAsync(actor, userId, _password) : result;
    }

    private async Task SetDisabledAsync(UserRow user) =>
        await ShowResultAsync(await Users.SetDisabledAsync(await Actor.GetAsync(), user.Id, !user.Disabled), "Saved");

    private async Task ShowResultAsync(AccessResult result, string done)
    {
        if (result.Ok)
            Clear();
        _problems = AccessProblems.Of(result, Texts);
        _done = result.Ok ? Texts[done].Value : null;
        await LoadAsync();
    }
}
