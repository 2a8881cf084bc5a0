using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Reference;

/// <summary>The files of the present units, items and days are those that the import takes: as they are, they change nothing.</summary>
[Needs(Resource.Database)]
public sealed class RoundTripTests
{
    private const string Units =
        "code,name,kind,parentCode,validFrom,validTo,successorCode\n"
        + "00012,\"=甲, \"\"旧\"\"社区\",community,350103001,,2014-06-30,\n"
        + "00012,'+新社区,community,350103002,2014-07-01,,\n"
        + "M1,并入社区,community,350103001,2010-01-01,2013-12-31,350103001001\n"
        + "CITY,市,city,,,,\n";

    private const string Items =
        "code,name,kind,unitCode,statutoryLimit,promisedLimit,limitUnit,instant,process,validFrom,validTo\n"
        + "0123456789012345678,长编码,nonLicenceApproval,D-CIVIL,20,0,calendarDays,false,3+1,,2014-01-31\n"
        + "0123456789012345678,长编码,otherPower,D-TRADE,1200,1000,hours,true,,2014-02-01,\n";

    public static TheoryData<DatabaseKind, ReferenceKind, string> Cases()
    {
        var cases = new TheoryData<DatabaseKind, ReferenceKind, string>();
        foreach (var database in (DatabaseKind[])[DatabaseKind.Sqlite, DatabaseKind.Postgres])
        {
            foreach (var kind in Enum.GetValues<ReferenceKind>())
            {
                cases.Add(database, kind, "csv");
                cases.Add(database, kind, "xlsx");
            }
        }
        return cases;
    }

    [Theory, MemberData(nameof(Cases))]
    public async Task File_OfThePresentOnes_ChangesNothing(DatabaseKind database, ReferenceKind kind, string format)
    {
        await using var store = await TestDatabase.CreateSeededAsync(database);
        Assert.Empty((await store.ImportAsync(ReferenceKind.Units, Units)).Codes());
        Assert.Empty((await store.ImportAsync(ReferenceKind.Items, Items)).Codes());
        var version = (await store.ReferenceAsync()).Version;
        var lines = await store.LinesAsync(kind);
        var file = await store.FileAsync(kind, format);

        var result = await store.ImportAsync(kind, file, "present." + format);

        Assert.Empty(result.Codes());
        Assert.Equal((lines.Length, 0, 0, lines.Length), (result.Rows, result.Created, result.Updated, result.Unchanged));
        Assert.Equal((0, 0, 0, lines.Length, 0), Counts(result.Counts));
        Assert.Equal(version, (await store.ReferenceAsync()).Version);
        Assert.Equal(lines, await store.LinesAsync(kind));
    }

    /// <summary>The file of one database makes the same units, items and days in another.</summary>
    [Theory]
    [InlineData("csv")]
    [InlineData("xlsx")]
    public async Task File_InAnotherDatabase_GivesTheSame(string format)
    {
        await using var one = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Assert.Empty((await one.ImportAsync(ReferenceKind.Units, Units)).Codes());
        Assert.Empty((await one.ImportAsync(ReferenceKind.Items, Items)).Codes());
        await using var other = await TestDatabase.CreateAsync(TestStore.Usual);
        foreach (var kind in Enum.GetValues<ReferenceKind>())
        {
            Assert.Empty((await other.ImportAsync(kind, await one.FileAsync(kind, format), "one." + format)).Codes());
            Assert.Equal(await one.LinesAsync(kind), await other.LinesAsync(kind));
        }
    }

    /// <summary>A street's office gets the units that it may write, and its file comes back in.</summary>
    [Fact]
    public async Task File_OfAStreet_HasItsUnitsAndComesBackIn()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var office = Actors.Of("street", Role.EfficiencyOffice, SampleData.StreetId);
        var file = await database.FileAsync(ReferenceKind.Units, "csv", office);
        var result = await database
            .Get<ReferenceImport>()
            .RunAsync(office, ReferenceKind.Units, new MemoryStream(file), new("units.csv"), TestContext.Current.CancellationToken);
        Assert.Empty(result.Codes());
        Assert.Equal((3, 3), (result.Rows, result.Unchanged));
        foreach (var kind in (ReferenceKind[])[ReferenceKind.Items, ReferenceKind.Calendar])
            await Assert.ThrowsAsync<PermissionDeniedException>(() => database.FileAsync(kind, "csv", office));
    }

    private static (int, int, int, int, int) Counts(ReferenceCounts counts) =>
        (counts.Created, counts.Changed, counts.Ended, counts.Unchanged, counts.Refused);
}
