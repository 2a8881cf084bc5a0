using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Intake.Pipeline;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Tests.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Changes;

[Needs(Resource.Database)]
public sealed class RecordHistoryTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Messages_ThatChangeARecord_AreKeptWithBeforeAndAfter(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var import = Guid.NewGuid();
        var input = SampleData.Input();
        await SendAsync(database, input);
        await SendAsync(database, input); // the same again changes nothing
        database.Clock.Advance(TimeSpan.FromHours(1));
        var closed = input with { ClosedAt = SampleData.Local(2014, 10, 9), Outcome = CaseOutcome.Granted, Satisfaction = 4 };
        await SendAsync(database, closed);
        await SendAsync(database, closed with { Satisfaction = null, ExtensionDays = 2 }, import);

        var read = await ReadAsync(database, ListSamples.Office);

        Assert.Equal(2, read!.Messages.Count);
        var first = read.Messages[0];
        Assert.Equal((SampleData.Now.AddHours(1), "sender", (Guid?)null), (first.At, first.Sender, first.ImportId));
        Assert.Equal(
            [
                new(ChangedField.ClosedAt, null, "2014-10-09T01:00:00Z"),
                new(ChangedField.Outcome, null, "Granted"),
                new FieldChange(ChangedField.Satisfaction, null, "4"),
            ],
            first.Fields
        );
        var second = read.Messages[1];
        Assert.Equal(import, second.ImportId);
        Assert.Equal([ChangedField.ExtensionDays, ChangedField.Satisfaction, ChangedField.DueAt], second.Fields.Select(f => f.Field));
        Assert.Equal(("4", null), (second.Fields[1].Before, second.Fields[1].After));
    }

    [Theory, Databases]
    public async Task Message_ThatOnlyConfirmsADoubtfulRecord_LeavesNoEmptyChange(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var doubtful = SampleData.Input() with { Outcome = CaseOutcome.Granted, ClosingTimeOtherwise = SampleData.Local(2014, 10, 9) };
        await database.SendAsync(Options() with { Taken = RecordDoubts.ClosedWithoutTime }, doubtful);
        await using var db = database.Open();
        var closedAt = (await db.Records.AsNoTracking().SingleAsync(r => r.Doubts == RecordDoubts.ClosedWithoutTime, Token)).ClosedAt;

        await SendAsync(database, doubtful with { ClosedAt = closedAt });

        Assert.Equal(RecordDoubts.None, (await db.Records.AsNoTracking().SingleAsync(Token)).Doubts);
        Assert.Empty((await ReadAsync(database, ListSamples.Office))!.Messages);
    }

    [Theory, Databases]
    public async Task Sender_WithTheLongestNameOfAUser_IsKept(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await SendAsync(database, SampleData.Input());
        var sender = new string('n', 256);

        await database.SendAsync(Options() with { Sender = sender }, SampleData.Input() with { Channel = Channel.Phone });

        await using var db = database.Open();
        Assert.Equal(sender, (await db.RecordChanges.SingleAsync(Token)).Sender);
    }

    [Theory, Databases]
    public async Task Messages_OfABatchThatIsNotKept_LeaveNothing(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        await SendAsync(database, SampleData.Input());
        var options = Options() with { Atomic = true };

        await database.SendAsync(options, SampleData.Input() with { Satisfaction = null, Channel = Channel.Phone }, Unknown);
        await database.SendAsync(Options() with { DryRun = true }, SampleData.Input() with { Channel = Channel.Phone });

        await using var db = database.Open();
        Assert.Empty(await db.RecordChanges.ToListAsync(Token));
    }

    [Fact]
    public async Task Record_OutOfScope_HasNoHistory()
    {
        await using var database = await TestDatabase.CreateSeededAsync(TestStore.Usual);
        await SendAsync(database, SampleData.Input());
        await SendAsync(database, SampleData.Input() with { Channel = Channel.Phone });

        Assert.NotNull(await ReadAsync(database, Actors.Of("clerk", Role.Clerk, SampleData.StreetId)));
        Assert.Null(await ReadAsync(database, Actors.Of("clerk", Role.Clerk, SampleData.OtherStreetId)));
        Assert.Null(await ReadAsync(database, Actor.Nobody));
    }

    [Fact]
    public void Value_ThatIsTooLong_IsCut()
    {
        var reason = new string('长', 2_000);
        var before = new ServiceCase();
        var after = new ServiceCase { SuspensionsText = Suspensions.ToText([new(new(2014, 1, 1), new(2014, 1, 2), reason)]) };

        var change = Assert.Single(FieldChanges.Between(before, after));

        Assert.Equal(RecordChange.ValueLength, change.After!.Length);
        Assert.Equal(change, Assert.Single(FieldChanges.Read(FieldChanges.ToJson([change]))));
    }

    /// <summary>Every field by which a message counts as a change is kept, so that no message changes a record without a trace.</summary>
    [Fact]
    public void Fields_OfEveryDifference_AreKept()
    {
        ServiceRecord[] changed =
        [
            new ServiceCase { UnitId = 1 },
            new ServiceCase { ItemId = 1 },
            new ServiceCase { Channel = Channel.Phone },
            new ServiceCase { AcceptedAt = SampleData.Now },
            new ServiceCase { ClosedAt = SampleData.Now },
            new ServiceCase { Outcome = CaseOutcome.Granted },
            new ServiceCase { SourceDueAt = SampleData.Now },
            new ServiceCase { SuspensionsText = "2014-01-01/2014-01-02" },
            new ServiceCase { ExtensionDays = 1 },
            new ServiceCase { Satisfaction = 1 },
            new ServiceCase { ServiceMode = ServiceMode.HomeVisit },
            new ServiceCase { AppealSource = AppealSource.CityTransfer },
            new ServiceCase { FirstReplyAt = SampleData.Now },
        ];
        foreach (var record in changed)
        {
            Assert.False(Domain.Records.Storage.RecordDifference.HasSameSourceFields(new ServiceCase(), record));
            Assert.Single(FieldChanges.Between(new ServiceCase(), record));
        }
    }

    private static RecordInput Unknown => SampleData.Input("2") with { UnitCode = "nowhere" };

    private static IntakeOptions Options() => new(RecordStream.Cases) { Scope = UnitScope.Everything, Sender = "sender" };

    private static async Task SendAsync(TestDatabase database, RecordInput input, Guid? import = null) =>
        Assert.Empty((await database.SendAsync(Options() with { ImportId = import }, input)).Errors);

    private static Task<RecordWithHistory?> ReadAsync(TestDatabase database, Actor actor) =>
        database.Get<RecordHistory>().ReadAsync(actor, RecordStream.Cases, "test", "1", Token);
}
