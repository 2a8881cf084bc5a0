using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Profiles;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Tests.Support;

namespace Portal.Tests.Intake;

/// <summary>A profile belongs to a unit: others use it below, and replace it within their scope alone.</summary>
[Needs(Resource.Database)]
public sealed class ProfileScopeTests : IAsyncLifetime
{
    private static readonly Actor s_district = Actors.Of("district", Role.EfficiencyOffice, SampleData.DistrictId);
    private static readonly Actor s_street = Actors.Of("street", Role.EfficiencyOffice, SampleData.StreetId);
    private static readonly Actor s_otherStreet = Actors.Of("other", Role.EfficiencyOffice, SampleData.OtherStreetId);
    private static readonly Actor s_community = Actors.Of("community", Role.EfficiencyOffice, SampleData.CommunityId);

    private TestDatabase _database = null!;

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private ImportProfiles Profiles => _database.Get<ImportProfiles>();

    public async ValueTask InitializeAsync()
    {
        _database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await SaveAsync(s_district, "district's");
        await SaveAsync(s_street, "street's");
        await SaveAsync(s_otherStreet, "other's");
    }

    public ValueTask DisposeAsync() => _database.DisposeAsync();

    [Fact]
    public async Task Profiles_OfAUnit_AreUsedWithinAndBelowIt()
    {
        Assert.Equal("district's other's street's", await NamesAsync(s_district));
        Assert.Equal("district's street's", await NamesAsync(s_street));
        Assert.Equal("district's street's", await NamesAsync(s_community));
        Assert.Equal("district's other's", await NamesAsync(s_otherStreet));
        Assert.Equal("", await NamesAsync(Actors.Of("clerk", Role.Clerk, SampleData.StreetId)));
        Assert.Null(await Profiles.FindAsync(s_street, "other's", Token));
        Assert.NotNull(await Profiles.FindAsync(s_street, "district's", Token));
    }

    [Fact]
    public async Task Profile_OutOfScope_IsNotReplaced()
    {
        await Assert.ThrowsAsync<ProfileException>(() => SaveAsync(s_street, "district's"));
        await Assert.ThrowsAsync<ProfileException>(() => SaveAsync(s_street, "other's"));
        await Assert.ThrowsAsync<ProfileException>(() => SaveAsync(s_community, "street's"));

        await SaveAsync(s_district, "street's");
        Assert.Equal("district's street's", await NamesAsync(s_street));
    }

    [Theory, Databases]
    public async Task Profile_SavedByManyAtOnce_IsOne(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var profiles = database.Get<ImportProfiles>();

        var ids = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(() => SaveAsync(profiles, s_district, "same"), Token)));

        Assert.Single(ids.Distinct());
    }

    /// <summary>All units share the codes of items, so a street's import creates none; it still creates units below itself.</summary>
    [Theory]
    [InlineData(SampleData.DistrictId, true)]
    [InlineData(SampleData.StreetId, false)]
    public async Task Items_ThatRowsName_AreCreatedByASenderForAllUnitsAlone(int scope, bool created)
    {
        var row = SampleData.Input("new") with { UnitCode = "new-unit", ItemCode = "new-item" };
        var result = await _database
            .Get<IRecordIntake>()
            .RunAsync(
                new[] { new ParsedRow(1, row, [], []) }.ToAsyncEnumerable(),
                new(RecordStream.Cases) { Scope = UnitScope.Below(scope), CreateMissing = new(SampleData.Street, UnitKind.Community) },
                cancellation: Token
            );

        Assert.Equal(created ? [] : ["item.unknown"], result.Errors.Select(e => e.Code));
        Assert.Equal(created ? 1 : 0, result.Created);
    }

    private Task<int> SaveAsync(Actor actor, string name) => SaveAsync(Profiles, actor, name);

    private static Task<int> SaveAsync(ImportProfiles profiles, Actor actor, string name)
    {
        string[] columns = ["source", "caseNo", "unitCode", "itemCode", "acceptedAt"];
        var mapping = MappingGuesser.Of(columns, RecordStream.Cases, [.. columns.Select(_ => (IReadOnlyList<string>)[])]);
        return profiles.SaveAsync(actor, name, RecordStream.Cases, mapping, Token);
    }

    private async Task<string> NamesAsync(Actor actor) =>
        string.Join(
            ' ',
            (await Profiles.ListAsync(actor, RecordStream.Cases, Token))
                .Where(p => p.Id > 0)
                .Select(p => p.Name)
                .Order(StringComparer.Ordinal)
        );
}
