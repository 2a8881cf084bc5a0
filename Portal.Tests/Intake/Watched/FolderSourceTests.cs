using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Mending;
using Portal.Domain.Intake.Watched;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Watched;

/// <summary>The folder's unit keeps the name of its source when a user of a higher unit corrects rejected rows.</summary>
[Needs(Resource.Database)]
public sealed class FolderSourceTests
{
    private const string Heading = "caseNo,unitCode,itemCode,acceptedAt\n";

    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    /// <summary>The office's mending gave the name to the whole portal: every later file of the folder was rejected.</summary>
    [Theory, Databases]
    public async Task Row_MendedByTheOffice_LeavesTheSourceToTheFoldersUnit(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        world.Drop("first.csv", $"{Heading}1,nowhere,{SampleData.Licence},2014-10-08\n");
        await world.WorkAsync();
        var import = Assert.Single(await world.BatchesAsync());
        var mending = world.Database.Get<RowMending>();
        var row = (await mending.RowsAsync(s_office, import.Id, cancellation: Token)).Rows.Single();
        string[] cells = ["1", SampleData.Community, SampleData.Licence, "2014-10-08"];

        Assert.Equal(new(1, 0, 0), await mending.MendAsync(s_office, import.Id, [new(row.Id, cells)], Token));

        var name = Assert.Single(await world.Database.Get<SourceNames>().ListAsync(s_office, Token));
        Assert.Equal(("hall", SampleData.StreetId, "office"), (name.Name, name.UnitId!.Value, name.ChangedBy));
        world.Drop("second.csv", $"{Heading}2,{SampleData.Community},{SampleData.Licence},2014-10-08\n");
        await world.WorkAsync();
        Assert.Contains("done/second.csv", world.Files);
        Assert.Equal(2, await world.RecordsAsync());
    }

    [Theory, Databases]
    public async Task Source_HeldByAnotherUnit_IsAProblemUntilItIsAssigned(DatabaseKind kind)
    {
        await using var world = await CreateAsync(kind);
        var names = world.Database.Get<SourceNames>();
        Assert.Null(await names.AssignAsync(Actor.System, "hall", SampleData.OtherStreetId, Token));
        world.Drop("cases.csv", $"{Heading}1,{SampleData.Community},{SampleData.Licence},2014-10-08\n");

        Assert.Equal(FolderProblem.SourceHeld, (await world.LookTwiceAsync()).Problem);
        Assert.Equal(["cases.csv"], world.Files);

        Assert.Null(await names.AssignAsync(Actor.System, "hall", SampleData.StreetId, Token));
        await world.WorkAsync();
        Assert.Equal(["done/cases.csv"], world.Files);
    }

    private static async Task<FolderWorld> CreateAsync(DatabaseKind kind)
    {
        var world = await FolderWorld.CreateAsync(kind);
        world.Folder = world.Folder with { Source = "hall" };
        return world;
    }
}
