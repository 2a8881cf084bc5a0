using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Data.Faults;
using Portal.Domain.Intake.Profiles;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

/// <summary>Only the value that another row has is a reason to try another: other refusals come again.</summary>
[Needs(Resource.Database)]
public sealed class UniqueViolationsTests
{
    [Theory, Databases]
    public async Task Refusal_OfAValueThatIsTaken_IsToldFromOthers(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);

        Assert.True(UniqueViolations.Is(await RefusedAsync(database, new("one"), new("one"))));
        Assert.False(UniqueViolations.Is(await RefusedAsync(database, new Named(null!))));
        Assert.False(UniqueViolations.Is(await RefusedAsync(database, new Named("two", Unit: 404))));
    }

    private static async Task<DbUpdateException> RefusedAsync(TestDatabase database, params Named[] profiles)
    {
        await using var db = database.Open();
        db.ImportProfiles.AddRange(
            profiles.Select(p => new ImportProfile
            {
                Name = p.Name,
                MappingJson = "{}",
                UnitId = p.Unit,
            })
        );
        return await Assert.ThrowsAsync<DbUpdateException>(() => db.SaveChangesAsync(TestContext.Current.CancellationToken));
    }

    private sealed record Named(string Name, int? Unit = null);
}
