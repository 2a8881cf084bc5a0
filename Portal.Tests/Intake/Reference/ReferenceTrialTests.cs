using System.Text;
using Portal.Domain.Data;
using Portal.Domain.Intake.Files;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Reference;

/// <summary>What an import would do, row by row, and what it refuses; nothing is half done.</summary>
[UseCulture("en")]
[Needs(Resource.Database)]
public sealed class ReferenceTrialTests
{
    private const string UnitHeading = "code,name,kind,parentCode,validFrom,validTo\n";
    private const string ItemHeading = "code,name,kind,unitCode,statutoryLimit,promisedLimit,process,validFrom,validTo\n";

    [Theory, Databases]
    public async Task Trial_TellsWhatBecomesOfEachRow_AndStoresNothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var before = await database.LinesAsync(ReferenceKind.Units);
        const string Text =
            UnitHeading
            + "NEW,新街道,street,350103,,\n"
            + "350103001,瀛洲街道,street,350103,,\n"
            + "350103002,后洲街道办,street,350103,,\n"
            + "350103001001,滨江社区,community,350103001,,2014-12-31\n"
            + "350103001002,象园新社区,community,350103002,2015-01-01,\n";

        var tried = await database.ImportAsync(ReferenceKind.Units, Text, dryRun: true);

        Assert.Equal(before, await database.LinesAsync(ReferenceKind.Units));
        Assert.Equal(new ReferenceCounts(2, 1, 2, 1, 0), tried.Counts);
        Assert.Equal(
            [
                "2 Created NEW",
                "3 Unchanged 350103001",
                "4 Changed 350103002",
                "5 Ended 350103001001",
                "6 Created 350103001002",
                "6 Ended 350103001002",
            ],
            tried.Effected().Order(StringComparer.Ordinal)
        );
        Assert.Equal([new ReferenceChange("name", "后洲街道", "后洲街道办")], tried.Effects.Single(e => e.Line == 4).Changes);
        Assert.Equal(
            [new ReferenceChange("validTo", "", "2014-12-31")],
            tried.Effects.Single(e => e is { Line: 6, Kind: EffectKind.Ended }).Changes
        );

        var imported = await database.ImportAsync(ReferenceKind.Units, Text);
        Assert.Equal(tried.Counts, imported.Counts);
        Assert.Equal(before.Length + 2, (await database.LinesAsync(ReferenceKind.Units)).Length);
    }

    [Fact]
    public async Task Trial_WithRefusedRows_TellsWhatTheOthersWouldDo()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var result = await database.ImportAsync(
            ReferenceKind.Units,
            UnitHeading + "NEW,新街道,street,350103,,\nBAD,x,street,nowhere,,\nTWO,a,street,350103,,\nTWO,b,street,350103,,\n"
        );
        Assert.Equal(["3 parentCode unit.unknown", "5 validFrom version.twice"], result.Codes());
        Assert.Equal((0, 0), (result.Created, result.Updated));
        Assert.Equal(4, result.Counts.Created + result.Counts.Refused);
        Assert.Contains("2 Created NEW", result.Effected());
        Assert.Empty(await database.LinesAsync(ReferenceKind.Units, "NEW", "BAD", "TWO"));
    }

    [Theory]
    [InlineData(ReferenceKind.Units, UnitHeading + "A,a,street,nowhere,,\n", "2 parentCode unit.unknown")]
    [InlineData(ReferenceKind.Units, UnitHeading + "A,a,street,B,,\nB,b,street,A,,\n", "2 parentCode unit.circle|3 parentCode unit.circle")]
    [InlineData(ReferenceKind.Units, UnitHeading + "A,a,street,350103,2014-02-01,2014-01-01\n", "2 validFrom version.backwards")]
    [InlineData(ReferenceKind.Units, UnitHeading + "Ａ,a,street,350103,,\nA,b,street,350103,,\n", "3 validFrom version.twice")]
    [InlineData(ReferenceKind.Units, UnitHeading + "A,a,street,350103,1/2/2014,\n", "2 validFrom instant.monthOrDay")]
    [InlineData(ReferenceKind.Units, UnitHeading + "A,a,street,350103,2014-01-01 08:00,\n", "2 validFrom day.invalid")]
    [InlineData(
        ReferenceKind.Units,
        UnitHeading + "A,a,street,3.50103E+17,,\n",
        "2 parentCode identifier.exponent|2 parentCode unit.unknown"
    )]
    [InlineData(ReferenceKind.Units, UnitHeading + "A,a,NULL,350103,,\n", "2 kind value.none")]
    [InlineData(ReferenceKind.Units, UnitHeading + "A,a,street,350103,,\nB,b,street\n", "3 row.tooFewCells")]
    [InlineData(ReferenceKind.Units, UnitHeading + "A,a,street,350103,,\nB,\"b,street,350103,,\n", "3 row.quoteOpen")]
    [InlineData(ReferenceKind.Items, ItemHeading + "A,a,licence,D-CIVIL,5,6,,,\n", "2 promisedLimit promisedLimit.aboveStatutory")]
    [InlineData(ReferenceKind.Items, ItemHeading + "A,a,licence,D-CIVIL,five,,,,\n", "2 statutoryLimit limit.invalid")]
    [InlineData(ReferenceKind.Items, ItemHeading + "A,a,licence,D-CIVIL,5,1,a process that is far too long,,\n", "2 process text.tooLong")]
    [InlineData(ReferenceKind.Calendar, "date,day\n2027-01-01,rest\n2027年1月1日,work\n", "3 date date.twice")]
    [InlineData(ReferenceKind.Calendar, "date,day\n2027-02-30,rest\n2027-01-01,\n", "2 date day.invalid|3 day value.required")]
    public async Task File_WithOneWrongRow_IsRefusedWholeWithItsPlace(ReferenceKind kind, string text, string errors)
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var (before, version) = (await database.LinesAsync(kind), (await database.ReferenceAsync()).Version);

        var result = await database.ImportAsync(kind, text);

        // What is wrong with the row itself is told with what it makes of the others.
        Assert.Equal(errors.Split('|'), result.Codes().Where(code => errors.Split('|').Contains(code)));
        Assert.Equal(errors.Split('|').Select(e => e.Split(' ')[0]).Distinct(), result.Errors.Select(e => $"{e.Line}").Distinct());
        Assert.Equal(before, await database.LinesAsync(kind));
        Assert.Equal(version, (await database.ReferenceAsync()).Version);
    }

    [Fact]
    public async Task Names_OfTheGreatestLength_AreTakenAndLongerOnesRefused()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Assert.Empty(
            (await database.ImportAsync(ReferenceKind.Units, $"{UnitHeading}A,{new string('名', 200)},street,350103,,\n")).Codes()
        );
        Assert.Equal(
            ["2 name text.tooLong"],
            (await database.ImportAsync(ReferenceKind.Units, $"{UnitHeading}B,{new string('名', 201)},street,350103,,\n")).Codes()
        );
        Assert.Equal(
            ["2 code text.tooLong"],
            (await database.ImportAsync(ReferenceKind.Units, $"{UnitHeading}{new string('B', 65)},b,street,350103,,\n")).Codes()
        );
    }

    [Theory, Databases]
    public async Task Errors_BeyondAThousand_AreCounted(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var text = new StringBuilder(UnitHeading).Append("GOOD,good,street,350103,,\n");
        for (var row = 0; row < 1_500; row++)
            text.Append(null, $"U{row},u,street,nowhere,,\n");

        var result = await database.ImportAsync(ReferenceKind.Units, text.ToString());

        Assert.Equal((1_000, 500), (result.Errors.Count, result.ErrorsOmitted));
        Assert.Equal((1, 1_500), (result.Counts.Created, result.Counts.Refused));
        Assert.Empty(await database.LinesAsync(ReferenceKind.Units, "GOOD"));
    }

    [Fact]
    public async Task Effects_BeyondAThousand_AreCounted()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var text = new StringBuilder(UnitHeading);
        for (var row = 0; row < 1_200; row++)
            text.Append(null, $"U{row},u,community,350103001,,\n");
        var result = await database.ImportAsync(ReferenceKind.Units, text.ToString(), dryRun: true);
        Assert.Equal((1_200, 1_000, 20), (result.Counts.Created, result.Effects.Count, result.Sample.Count));
    }

    [Fact]
    public async Task Workbook_OfWhichHalfIsThere_IsRefused()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var book = await database.FileAsync(ReferenceKind.Units, "xlsx");
        await Assert.ThrowsAsync<RecordFileException>(() => database.ImportAsync(ReferenceKind.Units, book[..(book.Length / 2)], "u.xlsx"));
    }
}
