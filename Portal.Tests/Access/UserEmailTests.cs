using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Organisation;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

[Needs(Resource.Database)]
public sealed class UserEmailTests
{
    [Theory]
    [InlineData("wang")]
    [InlineData("wang@")]
    [InlineData("Wang <wang@example.gov.cn>")]
    [InlineData("wang@example.gov.cn, li@example.gov.cn")]
    [InlineData("wang@example.gov.cn\r\nBcc: li@example.gov.cn")]
    public async Task Create_WithSomethingElseThanAnAddress_IsRefused(string email)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);

        var result = await database
            .Get<UserAdministration>()
            .CreateAsync(Actor.System, Draft("wang", Role.Clerk, email), PortalInstance.Password);

        Assert.Equal([UserAdministration.EmailInvalid], result.Codes);
        Assert.Empty(await database.Get<UserAdministration>().ListAsync(Actor.System, TestContext.Current.CancellationToken));
    }

    [Theory, Databases]
    public async Task AddressBook_HoldsClerksWhoCanBeWrittenTo(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var users = database.Get<UserAdministration>();
        foreach (
            var (name, role, email) in new[]
            {
                ("wang", Role.Clerk, "wang@example.gov.cn"),
                ("li", Role.Clerk, null),
                ("chen", Role.Leader, "chen@example.gov.cn"),
                ("gone", Role.Clerk, "gone@example.gov.cn"),
            }
        )
        {
            Assert.True((await users.CreateAsync(Actor.System, Draft(name, role, email), PortalInstance.Password)).Ok);
        }
        var rows = (await users.ListAsync(Actor.System, TestContext.Current.CancellationToken)).ToDictionary(u => u.UserName);
        await users.SetDisabledAsync(Actor.System, rows["gone"].Id, disabled: true);

        Assert.Equal(["wang@example.gov.cn"], await AddressesAsync());

        await users.ChangeAsync(Actor.System, rows["li"].Id, Draft("li", Role.Clerk, "li@example.gov.cn"));
        await users.ChangeAsync(Actor.System, rows["wang"].Id, Draft("wang", Role.Clerk, null));
        Assert.Equal(["li@example.gov.cn"], await AddressesAsync());

        async Task<IEnumerable<string>> AddressesAsync() =>
            (await database.Get<AddressBook>().ClerksAsync(TestContext.Current.CancellationToken)).Select(c => c.Address);
    }

    [Theory, Databases]
    public async Task AddressBook_FindsReadersAsTheyAreNow(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var (users, addresses) = (database.Get<UserAdministration>(), database.Get<AddressBook>());
        Assert.True((await users.CreateAsync(Actor.System, Draft("wang", Role.Leader, "wang@example.gov.cn"), PortalInstance.Password)).Ok);
        Assert.True(
            (
                await users.CreateAsync(
                    Actor.System,
                    Draft("all", Role.Administrator, null) with
                    {
                        UnitId = null,
                    },
                    PortalInstance.Password
                )
            ).Ok
        );

        Assert.Equal(("wang", "wang@example.gov.cn", UnitScope.Below(SampleData.StreetId)), await ReachAsync("wang"));
        Assert.Equal(("all", null, UnitScope.Everything), await ReachAsync("all"));
        Assert.Null(await FindAsync("nobody"));

        // Without a unit a user who is no administrator would see everything.
        await using (var db = database.Open())
            await db
                .UserGrants.Where(g => g.Role == Role.Leader)
                .ExecuteUpdateAsync(g => g.SetProperty(x => x.UnitId, (int?)null), TestContext.Current.CancellationToken);
        Assert.Null(await FindAsync("wang"));

        async Task<(string, string?, UnitScope)> ReachAsync(string name)
        {
            var holder = (await FindAsync(name))!;
            return (holder.Name, holder.Address, holder.Actor.ScopeFor(Permissions.ReportsRead));
        }

        Task<AccountHolder?> FindAsync(string name) => addresses.FindReaderAsync(name, TestContext.Current.CancellationToken);
    }

    private static UserDraft Draft(string name, Role role, string? email) => new(name, name, role, SampleData.StreetId, email);
}
