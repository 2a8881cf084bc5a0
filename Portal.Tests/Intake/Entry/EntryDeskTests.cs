using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Entry;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Tests.Demonstration;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Entry;

/// <summary>Records are entered one by one, corrected and withdrawn.</summary>
[Needs(Resource.Database)]
public sealed class EntryDeskTests
{
    private static readonly Actor s_clerk = Actors.Of("clerk", Role.Clerk, SampleData.StreetId);

    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Record_EnteredCorrectedAndWithdrawn_KeepsEveryAct(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var desk = database.Get<EntryDesk>();

        var entered = await desk.EnterAsync(s_clerk, Draft((RecordField.AcceptedAt, "8:05")), Token);
        Assert.Empty(entered.Errors);
        Assert.Equal($"{database.Time.Today:yyyyMMdd}-001", entered.CaseNo);
        var record = Assert.Single(await desk.OfTodayAsync(s_clerk, RecordStream.Cases, Token));
        Assert.Equal("08:05", database.Time.ToLocal(record.Record.AcceptedAt).ToString("HH:mm", null));
        Assert.Equal(database.Time.Today, record.Record.AcceptedDay);

        var corrected = await desk.CorrectAsync(
            s_clerk,
            record.Record.Id,
            Draft((RecordField.AcceptedAt, "8:05"), (RecordField.ClosedAt, "8:06"), (RecordField.Outcome, "completed")),
            "closed at once",
            Token
        );
        Assert.Empty(corrected.Errors);
        record = Assert.Single(await desk.OfTodayAsync(s_clerk, RecordStream.Cases, Token));
        Assert.Equal(CaseOutcome.Completed, record.Record.Outcome);

        Assert.Empty((await desk.WithdrawAsync(s_clerk, RecordStream.Cases, record.Record.Id, "entered twice", Token)).Errors);
        record = Assert.Single(await desk.OfTodayAsync(s_clerk, RecordStream.Cases, Token));
        Assert.True(record.IsWithdrawn);
        Assert.Equal(CaseOutcome.Withdrawn, record.Record.Outcome);

        await using var db = database.Open();
        Assert.Equal(
            [(EntryAct.Entered, null), (EntryAct.Corrected, "closed at once"), (EntryAct.Withdrawn, "entered twice")],
            (await db.RecordEntries.OrderBy(e => e.Id).ToListAsync(Token)).Select(e => (e.Act, e.Reason))
        );
        Assert.All(await db.RecordEntries.ToListAsync(Token), e => Assert.Equal("clerk", e.UserName));
        var history = await database
            .Get<RecordHistory>()
            .ReadAsync(s_clerk, RecordStream.Cases, record.Source, record.Record.CaseNo, Token);
        Assert.Equal(["closed at once", "entered twice"], history!.Messages.Select(m => m.Reason));
    }

    [Theory, Databases]
    public async Task Records_EnteredAtOnceByManyWindows_GetNumbersOfTheirOwn(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var desk = database.Get<EntryDesk>();

        var results = await Task.WhenAll(
            Enumerable
                .Range(0, 12)
                .Select(_ => Task.Run(() => desk.EnterAsync(s_clerk, Draft((RecordField.AcceptedAt, "8:05")), Token), Token))
        );

        Assert.All(results, r => Assert.Empty(r.Errors));
        Assert.Equal(12, results.Select(r => r.CaseNo).Distinct().Count());
        await using var db = database.Open();
        Assert.Equal(12, await db.Records.CountAsync(Token));
        Assert.Equal(12, await db.RecordEntries.CountAsync(Token));
    }

    [Fact]
    public async Task Number_ThatIsTaken_ChangesNothing()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var desk = database.Get<EntryDesk>();
        var first = Draft((RecordField.CaseNo, "A 1"), (RecordField.AcceptedAt, "8:05"));
        Assert.Equal("A 1", (await desk.EnterAsync(s_clerk, first, Token)).CaseNo);

        var second = await desk.EnterAsync(s_clerk, Draft((RecordField.CaseNo, "A 1"), (RecordField.AcceptedAt, "8:30")), Token);

        Assert.Equal(("caseNo", "entry.exists"), (second.Errors.Single().Field, second.Errors.Single().Code));
        await using var db = database.Open();
        Assert.Equal("08:05", database.Time.ToLocal((await db.Records.SingleAsync(Token)).AcceptedAt).ToString("HH:mm", null));
        Assert.Equal(1, await db.RecordEntries.CountAsync(Token));
    }

    [Fact]
    public async Task Entry_IsCheckedLikeARowOfAFile()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var result = await database
            .Get<EntryDesk>()
            .EnterAsync(
                s_clerk,
                Draft((RecordField.AcceptedAt, "yesterday"), (RecordField.ItemCode, "nothing"), (RecordField.Satisfaction, "9")),
                Token
            );

        Assert.Null(result.CaseNo);
        Assert.Equal(["acceptedAt", "satisfaction"], result.Errors.Select(e => e.Field).Order(StringComparer.Ordinal));
        await using var db = database.Open();
        Assert.Equal(0, await db.Records.CountAsync(Token));
        Assert.Equal(0, await db.RecordEntries.CountAsync(Token));
    }

    [Fact]
    public async Task Entry_ForAnotherUnitsWindow_IsRefused_AndSoIsItsCorrection()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var desk = database.Get<EntryDesk>();
        Assert.NotNull((await desk.EnterAsync(s_clerk, Draft((RecordField.AcceptedAt, "8:05")), Token)).CaseNo);
        var record = Assert.Single(await desk.OfTodayAsync(s_clerk, RecordStream.Cases, Token)).Record;
        var stranger = Actors.Of("other", Role.Clerk, SampleData.OtherStreetId);

        Assert.NotEmpty((await desk.EnterAsync(stranger, Draft((RecordField.AcceptedAt, "8:05")), Token)).Errors);
        Assert.Equal(
            "entry.unknown",
            (await desk.WithdrawAsync(stranger, RecordStream.Cases, record.Id, "mine", Token)).Errors.Single().Code
        );
        Assert.Empty(await desk.OfTodayAsync(stranger, RecordStream.Cases, Token));
        await Assert.ThrowsAsync<PermissionDeniedException>(() =>
            desk.EnterAsync(Actors.Of("leader", Role.Leader, SampleData.DistrictId), Draft(), Token)
        );
        Assert.Equal("entry.reason", (await desk.WithdrawAsync(s_clerk, RecordStream.Cases, record.Id, " ", Token)).Errors.Single().Code);
        await using var db = database.Open();
        Assert.Null((await db.Records.SingleAsync(Token)).Outcome);
    }

    /// <summary>A key of another unit took the name before the first entry: the unit's clerks were refused from then on.</summary>
    [Theory, Databases]
    public async Task Name_OfAUnitsEntries_IsNobodyElses(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var name = EntryDesk.SourceOf(SampleData.Community);
        var row = SampleData.Input() with { Source = name };
        foreach (var scope in new[] { UnitScope.Below(SampleData.CommunityId), UnitScope.Everything })
        {
            var result = await database
                .Get<IRecordIntake>()
                .RunAsync(
                    new[] { new ParsedRow(1, row, [], []) }.ToAsyncEnumerable(),
                    new(RecordStream.Cases) { Scope = scope },
                    cancellation: Token
                );
            Assert.Equal(["source.reserved"], result.Errors.Select(e => e.Code));
        }
        Assert.Same(
            SourceRefusal.NameIsReserved,
            await database.Get<SourceNames>().AssignAsync(Actor.System, name, SampleData.OtherStreetId, Token)
        );
        await Assert.ThrowsAsync<ArgumentException>(() =>
            database.Get<ApiKeyring>().CreateAsync(Actor.System, "key", SampleData.CommunityId, [Permissions.CasesWrite], [name], Token)
        );
        // As it was claimed before names of entries were kept.
        await using var db = database.Open();
        db.SourceNames.Add(
            new()
            {
                Name = name,
                UnitId = SampleData.OtherStreetId,
                ChangedBy = "key",
            }
        );
        await db.SaveChangesAsync(Token);

        Assert.Empty((await database.Get<EntryDesk>().EnterAsync(s_clerk, Draft((RecordField.AcceptedAt, "8:05")), Token)).Errors);
        Assert.Single(await db.Records.ToListAsync(Token));
    }

    /// <summary>The street's clerk helped out first: the name is the community's all the same.</summary>
    [Fact]
    public async Task Entry_OfAWiderClerk_LeavesTheNameToTheUnit()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        var (desk, own) = (database.Get<EntryDesk>(), Actors.Of("own", Role.Clerk, SampleData.CommunityId));

        Assert.Empty((await desk.EnterAsync(s_clerk, Draft((RecordField.AcceptedAt, "8:05")), Token)).Errors);

        Assert.Empty((await desk.EnterAsync(own, Draft((RecordField.AcceptedAt, "8:06")), Token)).Errors);
    }

    private static EntryDraft Draft(params (RecordField Field, string Text)[] texts)
    {
        var all = new Dictionary<RecordField, string> { [RecordField.ItemCode] = SampleData.Licence };
        foreach (var (field, text) in texts)
            all[field] = text;
        return new(RecordStream.Cases, SampleData.Community, all);
    }
}
