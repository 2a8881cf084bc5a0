using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Access.Sources;

/// <summary>A name of a source has one holder: others cannot take the numbers of its records beforehand.</summary>
[Needs(Resource.Database)]
public sealed class SourceNamesTests
{
    private const string Name = "approval-system";

    private static readonly UnitScope s_street = UnitScope.Below(SampleData.StreetId);
    private static readonly UnitScope s_department = UnitScope.Below(SampleData.DepartmentId);
    private static readonly UnitScope s_district = UnitScope.Below(SampleData.DistrictId);
    private static readonly Actor s_office = Actors.Of("office", Role.EfficiencyOffice, SampleData.DistrictId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Name_ClaimedByItsFirstSender_IsRefusedToSendersOfOtherUnits(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        Assert.Empty(await SendAsync(database, s_street, SampleData.Community));

        Assert.Equal(["source.held"], await SendAsync(database, s_department, SampleData.Department, "2"));
        Assert.Equal(["source.held"], await SendAsync(database, UnitScope.Below(SampleData.CommunityId), SampleData.Community, "3"));
        Assert.Empty(await SendAsync(database, s_district, SampleData.Department, "4"));
        Assert.Empty(await SendAsync(database, s_street, SampleData.SecondCommunity, "5"));
        var row = Assert.Single(await database.Get<SourceNames>().ListAsync(s_office, Token));
        Assert.Equal((Name, SampleData.StreetId, "sender"), (row.Name, row.UnitId!.Value, row.ChangedBy));
    }

    /// <summary>The street wrote a number of the department's system; before, the department was refused for ever.</summary>
    [Theory, Databases]
    public async Task Name_AssignedToItsRightfulUnit_GivesItTheRecordsToo(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        Assert.Empty(await SendAsync(database, s_street, SampleData.Community));

        Assert.Null(await database.Get<SourceNames>().AssignAsync(s_office, Name, SampleData.DepartmentId, Token));

        Assert.Empty(await SendAsync(database, s_department, SampleData.Department));
        Assert.Equal(["source.held"], await SendAsync(database, s_street, SampleData.Community));
        var record = Assert.Single(
            await database
                .Get<RecordSearch>()
                .PageAsync(s_office, new(RecordStream.Cases) { Source = Name }, RecordOrder.Default, after: null, 10, Token)
        );
        Assert.Equal(SampleData.DepartmentId, record.Record.UnitId);
    }

    [Fact]
    public async Task Name_ThatTheWholePortalSent_IsHeldByThePortal()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Assert.Empty(await SendAsync(database, UnitScope.Everything, SampleData.Community));

        Assert.Equal(["source.held"], await SendAsync(database, s_street, SampleData.Community));
        Assert.Empty(await SendAsync(database, s_district, SampleData.Community));
        Assert.Null(Assert.Single(await database.Get<SourceNames>().ListAsync(s_office, Token)).UnitId);
    }

    /// <summary>A check of a file stores nothing, so it claims nothing either.</summary>
    [Fact]
    public async Task Name_OfADryRun_IsNotClaimed()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Assert.Empty(await SendAsync(database, s_street, SampleData.Community, dryRun: true));

        Assert.Empty(await SendAsync(database, s_department, SampleData.Department));
    }

    [Fact]
    public async Task Names_BesideARefusedOne_AreTaken()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        Assert.Empty(await SendAsync(database, s_department, SampleData.Department));
        var rows = new[] { Name, "other", Name, "other" }.Select(
            (source, i) => new ParsedRow(i + 1, SampleData.Input($"{i}") with { Source = source }, [], [])
        );

        var result = await database
            .Get<IRecordIntake>()
            .RunAsync(rows.ToAsyncEnumerable(), new(RecordStream.Cases) { Scope = s_street }, cancellation: Token);

        Assert.Equal((2L, 2L), (result.Created, result.Rejected));
        Assert.Equal([1L, 3L], result.Errors.Select(e => e.Line));
    }

    [Fact]
    public async Task Name_IsAssignedWithinTheActorsScopeAlone()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var (names, street) = (database.Get<SourceNames>(), Actors.Of("street", Role.EfficiencyOffice, SampleData.StreetId));
        Assert.Null(await names.AssignAsync(s_office, Name, SampleData.DepartmentId, Token));

        Assert.Same(SourceRefusal.HeldByOthers, await names.AssignAsync(street, Name, SampleData.StreetId, Token));
        Assert.Same(SourceRefusal.UnitUnknown, await names.AssignAsync(street, "new", SampleData.DepartmentId, Token));
        Assert.Same(SourceRefusal.UnitUnknown, await names.AssignAsync(street, "new", unitId: null, Token));
        Assert.Same(SourceRefusal.UnitUnknown, await names.AssignAsync(s_office, "new", 99, Token));
        Assert.Same(SourceRefusal.NameIsInvalid, await names.AssignAsync(s_office, " \u200B", SampleData.StreetId, Token));
        Assert.Same(SourceRefusal.NameIsInvalid, await names.AssignAsync(s_office, new string('x', 65), SampleData.StreetId, Token));
        Assert.Null(await names.AssignAsync(street, "new", SampleData.CommunityId, Token));
        Assert.Equal("new", Assert.Single(await names.ListAsync(street, Token)).Name);
        Assert.Null(await names.AssignAsync(s_office, Name, unitId: null, Token));
    }

    private static async Task<IReadOnlyList<string>> SendAsync(
        TestDatabase database,
        UnitScope scope,
        string unit,
        string caseNo = "1",
        bool dryRun = false
    )
    {
        var row = SampleData.Input(caseNo) with { Source = Name, UnitCode = unit };
        var options = new IntakeOptions(RecordStream.Cases)
        {
            Scope = scope,
            Sender = "sender",
            DryRun = dryRun,
        };
        var result = await database
            .Get<IRecordIntake>()
            .RunAsync(new[] { new ParsedRow(1, row, [], []) }.ToAsyncEnumerable(), options, cancellation: Token);
        return [.. result.Errors.Select(e => e.Code)];
    }
}
