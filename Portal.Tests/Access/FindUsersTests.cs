using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Tests.Support;

namespace Portal.Tests.Access;

/// <summary>A province has thousands of users: the page finds them by name or unit, and counts them.</summary>
public sealed class FindUsersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Find_ByNamesOrUnit_TellsTheFirstAndHowMany(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var users = database.Get<UserAdministration>();
        foreach (
            var (name, shown, unit) in new[]
            {
                ("chen", "陈一", SampleData.StreetId),
                ("lin", "林二", SampleData.StreetId),
                ("linda", "陈三", SampleData.DistrictId),
            }
        )
        {
            Assert.True((await users.CreateAsync(Actor.System, new(name, shown, Role.Clerk, unit, null), "Taijiang-2014")).Ok);
        }

        Assert.Equal(("chen lin linda", 3), await FindAsync("", [], 10));
        Assert.Equal(("lin linda", 2), await FindAsync(" LIN ", [], 10));
        Assert.Equal(("chen linda", 2), await FindAsync("陈", [], 10));
        Assert.Equal(("chen lin", 2), await FindAsync("街道", [SampleData.StreetId], 10));
        Assert.Equal(("chen", 3), await FindAsync("", [], 1));
        Assert.Equal(("", 0), await FindAsync("%", [], 10));
        await Assert.ThrowsAsync<PermissionDeniedException>(() => users.FindAsync(Actor.Nobody, "", [], 10, Token));

        async Task<(string Names, int All)> FindAsync(string text, int[] units, int most)
        {
            var found = await users.FindAsync(Actor.System, text, units, most, Token);
            return (string.Join(' ', found.Users.Select(u => u.UserName)), found.All);
        }
    }
}
