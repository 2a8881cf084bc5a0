using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>Nobody who administers users changes their own rights; administrators of the same unit administer one another.</summary>
[Needs(Resource.Database)]
public sealed class OwnRightsTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(null)]
    [InlineData(SampleData.StreetId)]
    public async Task Rights_OfOneself_CannotBeChanged(int? unit)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var users = database.Get<UserAdministration>();
        var own = await CreateAsync(users, "Own", unit);
        await CreateAsync(users, "other", unit);
        var actor = Actors.Of("Own", Role.Administrator, unit);
        string[] refused = [UserAdministration.OwnAccount];

        Assert.Equal(refused, (await users.ChangeAsync(actor, own, Draft("Own", Role.Clerk, SampleData.StreetId))).Codes);
        Assert.Equal(refused, (await users.ChangeAsync(actor, own, Draft("Own", Role.EfficiencyOffice, SampleData.CommunityId))).Codes);
        Assert.Equal(refused, (await users.SetDisabledAsync(actor, own, disabled: true)).Codes);
        Assert.Equal(refused, (await users.ResetPasswordAsync(actor, own, "Another-2014!")).Codes);
        var row = (await users.ListAsync(Actor.System, Token)).Single(u => u.Id == own);
        Assert.Equal((Role.Administrator, unit, false), (row.Role!.Value, row.UnitId, row.Disabled));
    }

    [Fact]
    public async Task Name_OfOneself_CanBeChanged()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var users = database.Get<UserAdministration>();
        var own = await CreateAsync(users, "own", SampleData.StreetId);
        var draft = new UserDraft("own", "新名", Role.Administrator, SampleData.StreetId, "own@example.gov.cn");

        Assert.True((await users.ChangeAsync(Actors.Of("own", Role.Administrator, SampleData.StreetId), own, draft)).Ok);

        var row = Assert.Single(await users.ListAsync(Actor.System, Token));
        Assert.Equal(("新名", "own@example.gov.cn"), (row.DisplayName, row.Email));
    }

    [Fact]
    public async Task Administrators_OfTheSameStreet_AdministerOneAnother()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var users = database.Get<UserAdministration>();
        await CreateAsync(users, "one", SampleData.StreetId);
        var other = await CreateAsync(users, "two", SampleData.StreetId);
        var actor = Actors.Of("one", Role.Administrator, SampleData.StreetId);

        Assert.True((await users.ResetPasswordAsync(actor, other, "Another-2014!")).Ok);
        Assert.True((await users.ChangeAsync(actor, other, Draft("two", Role.Clerk, SampleData.CommunityId))).Ok);
        Assert.True((await users.SetDisabledAsync(actor, other, disabled: true)).Ok);
    }

    /// <summary>Each sees the other as the one who remains, unless one of them waits.</summary>
    [Theory, Databases]
    public async Task Administrators_WhoDisableOneAnotherAtOnce_LeaveOne(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var users = database.Get<UserAdministration>();
        var (one, two) = (await CreateAsync(users, "one", null), await CreateAsync(users, "two", null));
        var (first, second) = (Actors.Of("one", Role.Administrator, null), Actors.Of("two", Role.Administrator, null));

        for (var round = 0; round < 5; round++)
        {
            var results = await Task.WhenAll(
                Task.Run(() => users.SetDisabledAsync(first, two, disabled: true), Token),
                Task.Run(() => users.SetDisabledAsync(second, one, disabled: true), Token)
            );

            Assert.Single(results, result => result.Ok);
            Assert.True(await users.HasAdministratorAsync());
            foreach (var id in (int[])[one, two])
                Assert.True((await users.SetDisabledAsync(Actor.System, id, disabled: false)).Ok);
        }
    }

    private static UserDraft Draft(string name, Role role, int? unit) => new(name, name, role, unit);

    private static async Task<int> CreateAsync(UserAdministration users, string name, int? unit)
    {
        Assert.True((await users.CreateAsync(Actor.System, Draft(name, Role.Administrator, unit), PortalInstance.Password)).Ok);
        return (await users.ListAsync(Actor.System, Token)).Single(u => u.UserName == name).Id;
    }
}
