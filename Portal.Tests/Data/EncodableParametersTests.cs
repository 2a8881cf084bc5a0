using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Intake.Profiles;
using Portal.Tests.Support;

namespace Portal.Tests.Data;

public sealed class EncodableParametersTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>NUL and unpaired surrogates reach a database as U+FFFD: nothing fails, and a search for them finds nothing else.</summary>
    [Theory, Databases]
    public async Task Text_ThatNoDatabaseTakes_IsStoredAndSoughtWithReplacements(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateAsync(kind);
        await using var db = database.Open();
        // As parameters: a constant would stand in the command itself.
        var (name, nothing, json) = ("a\0b\uD800c\uDC00d😀", "\0", "{\uD800}");
        db.ImportProfiles.Add(
            new()
            {
                Name = name,
                Kind = ImportKind.Cases,
                MappingJson = "{}",
            }
        );
        await db.SaveChangesAsync(Token);

        db.ChangeTracker.Clear();
        Assert.Equal("a\uFFFDb\uFFFDc\uFFFDd😀", (await db.ImportProfiles.SingleAsync(Token)).Name);
        Assert.True(await db.ImportProfiles.AnyAsync(p => p.Name == name, Token));
        Assert.False(await db.ImportProfiles.AnyAsync(p => p.Name == nothing, Token));
        Assert.Equal(
            1,
            await db.ImportProfiles.Where(p => p.Name == name).ExecuteUpdateAsync(s => s.SetProperty(p => p.MappingJson, json), Token)
        );
    }
}
