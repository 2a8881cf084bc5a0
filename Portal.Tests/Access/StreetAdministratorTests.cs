using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>An administrator with a grant for one street cannot give rights beyond it, nor take rights from other units.</summary>
[Needs(Resource.Database)]
public sealed class StreetAdministratorTests
{
    private static readonly Actor s_street = Actors.Of("street", Role.Administrator, SampleData.StreetId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Users_AreSeen_WithAGrantBelowTheStreetAndNoneInForceOutside(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await CreateAsync(database, "own", SampleData.CommunityId);
        await CreateAsync(database, "elsewhere", SampleData.OtherStreetId);
        await CreateAsync(database, "above", SampleData.DistrictId);
        await CreateAsync(database, "both", SampleData.StreetId);
        await CreateAsync(database, "moved", SampleData.StreetId);
        await CreateAsync(database, "soon", SampleData.StreetId);
        await AddGrantAsync(database, "both", SampleData.OtherStreetId, until: null);
        await AddGrantAsync(database, "moved", SampleData.OtherStreetId, until: database.Time.Today.AddDays(-1));
        await AddGrantAsync(database, "soon", SampleData.DistrictId, until: null, from: database.Time.Today.AddDays(1));

        var users = database.Get<UserAdministration>();

        Assert.Equal(["moved", "own"], (await users.ListAsync(s_street, Token)).Select(u => u.UserName));
        var first = await users.FindAsync(s_street, "", [], most: 1, Token);
        Assert.Single(first.Users);
        Assert.Equal(2, first.All);
        Assert.Equal(6, (await users.ListAsync(Actor.System, Token)).Count);
    }

    /// <summary>With a new password for a user of the district, the street would have the district's rights.</summary>
    [Theory]
    [InlineData("above", false)]
    [InlineData("both", false)]
    [InlineData("own", true)]
    public async Task Password_OfSomebodyWithMoreRights_CannotBeReset(string name, bool allowed)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await CreateAsync(database, "above", SampleData.DistrictId);
        await CreateAsync(database, "both", SampleData.StreetId);
        await CreateAsync(database, "own", SampleData.CommunityId);
        await AddGrantAsync(database, "both", SampleData.DistrictId, until: null);
        var users = database.Get<UserAdministration>();
        var id = (await users.ListAsync(Actor.System, Token)).Single(u => u.UserName == name).Id;

        var refused = await Record.ExceptionAsync(() => users.ResetPasswordAsync(s_street, id, "Another-2014!"));

        Assert.Equal(allowed ? null : typeof(KeyNotFoundException), refused?.GetType());
    }

    [Theory]
    [InlineData(Role.Administrator, null, UserAdministration.UnitOutOfScope)]
    [InlineData(Role.Administrator, SampleData.DistrictId, UserAdministration.UnitOutOfScope)]
    [InlineData(Role.Clerk, SampleData.OtherCommunityId, UserAdministration.UnitOutOfScope)]
    [InlineData(Role.Clerk, null, UserAdministration.UnitRequired)]
    [InlineData(Role.Administrator, SampleData.StreetId, null)]
    [InlineData(Role.Clerk, SampleData.CommunityId, null)]
    public async Task Grant_GivenByTheStreet_IsOfTheStreet(Role role, int? unit, string? problem)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var users = database.Get<UserAdministration>();
        await CreateAsync(database, "own", SampleData.CommunityId);
        var own = Assert.Single(await users.ListAsync(s_street, Token)).Id;
        string[] expected = problem is null ? [] : [problem];

        Assert.Equal(expected, (await users.CreateAsync(s_street, new("new", "new", role, unit), PortalInstance.Password)).Codes);
        Assert.Equal(expected, (await users.ChangeAsync(s_street, own, new("own", "own", role, unit))).Codes);
    }

    /// <summary>A street's administrator does not count as the last administrator of everything.</summary>
    [Fact]
    public async Task LastAdministrator_OfEverything_StaysBesideThoseOfStreets()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var users = database.Get<UserAdministration>();
        await CreateAsync(database, "street", SampleData.StreetId, Role.Administrator);
        Assert.False(await users.HasAdministratorAsync());
        await CreateAsync(database, "all", null, Role.Administrator);
        Assert.True(await users.HasAdministratorAsync());
        var all = (await users.ListAsync(Actor.System, Token)).Single(u => u.UserName == "all").Id;

        Assert.Equal([UserAdministration.LastAdministrator], (await users.SetDisabledAsync(Actor.System, all, disabled: true)).Codes);
        Assert.Equal(
            [UserAdministration.LastAdministrator],
            (await users.ChangeAsync(Actor.System, all, new("all", "all", Role.Administrator, SampleData.DistrictId))).Codes
        );
    }

    [Fact]
    public async Task Keys_OfOtherUnits_AreNeitherSeenNorMadeNorRevoked()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var keys = database.Get<ApiKeyring>();
        await keys.CreateAsync(Actor.System, "theirs", SampleData.OtherStreetId, [Permissions.CasesRead], Token);
        await keys.CreateAsync(s_street, "ours", SampleData.CommunityId, [Permissions.CasesRead], Token);
        var theirs = (await keys.ListAsync(Actor.System, Token))[0];

        Assert.Equal("ours", Assert.Single(await keys.ListAsync(s_street, Token)).Name);
        await Assert.ThrowsAsync<ArgumentException>(() =>
            keys.CreateAsync(s_street, "more", SampleData.DistrictId, [Permissions.CasesRead], Token)
        );
        Assert.False(await keys.RevokeAsync(s_street, theirs.Id, Token));
        Assert.Null((await keys.ListAsync(Actor.System, Token))[0].RevokedAt);
    }

    private static async Task CreateAsync(TestDatabase database, string name, int? unit, Role role = Role.Clerk)
    {
        var result = await database
            .Get<UserAdministration>()
            .CreateAsync(Actor.System, new(name, name, unit is null ? Role.Administrator : role, unit), PortalInstance.Password);
        Assert.True(result.Ok);
    }

    private static async Task AddGrantAsync(TestDatabase database, string user, int unit, DateOnly? until, DateOnly? from = null)
    {
        await using var db = database.Open();
        db.UserGrants.Add(
            new()
            {
                UserId = await db.Users.Where(u => u.UserName == user).Select(u => u.Id).SingleAsync(Token),
                Role = Role.Leader,
                UnitId = unit,
                From = from ?? new(2014, 1, 1),
                Until = until,
            }
        );
        await db.SaveChangesAsync(Token);
    }
}
