using Portal.Domain.Access;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Tests.Support;

namespace Portal.Tests.Intake.Field;

/// <summary>Records that contradict themselves are refused, or taken with a mark where the profile says so.</summary>
[Needs(Resource.Database)]
public sealed class DoubtTests
{
    private const string Fields =
        ", \"dueAt\": { \"column\": \"dueAt\" }, \"outcome\": { \"column\": \"status\", \"values\": { \"open\": \"\" } }";

    private const string Text =
        FieldFiles.Heading
        + ",dueAt,status\n1,350103T01A,T5,2014-10-30,,2014-10-29,\n2,350103T01A,T5,2014-10-30,,,completed\n"
        + "3,350103T01A,T5,2014-10-30,2014-10-31,,completed\n";

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Contradictions_WithoutAProfileThatTakesThem_AreRefused()
    {
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportTextAsync(Text, FieldFiles.Profile("", Fields));
        Assert.Equal(["2 dueAt dueAt.beforeAccepted", "3 closedAt closedAt.required"], outcome.Codes());
        Assert.Equal((1L, 0L), (outcome.Result.Created, outcome.Result.Doubtful));
    }

    [Theory, Databases]
    public async Task Contradictions_WithAProfileThatTakesThem_AreMarkedCountedAndListed(DatabaseKind kind)
    {
        var profile = FieldFiles.Profile("\"doubtful\": { \"dueBeforeAccepted\": true, \"closedWithoutTime\": true }", Fields);
        await using var database = await FieldFiles.CreateAsync(kind);
        var outcome = await database.ImportTextAsync(Text, profile);
        Assert.Empty(outcome.Codes());
        Assert.Equal((3L, 2L), (outcome.Result.Created, outcome.Result.Doubtful));
        var records = await database.RecordsAsync();
        Assert.Equal([RecordDoubts.DueBeforeAccepted, RecordDoubts.ClosedWithoutTime, RecordDoubts.None], records.Select(r => r.Doubts));
        Assert.Equal(FieldFiles.FileTime, records[1].ClosedAt);
        var listed = await database
            .Get<RecordSearch>()
            .PageAsync(Actor.System, new(RecordStream.Cases) { Doubtful = true }, RecordOrder.Default, after: null, 100, Stop);
        Assert.Equal(["1", "2"], listed.Select(f => f.Record.CaseNo).Order(StringComparer.Ordinal));

        // The file of the next night is later, the closing is not.
        database.Clock.Advance(TimeSpan.FromDays(1));
        var again = await database.ImportTextAsync(Text, profile with { FileTime = FieldFiles.FileTime.AddDays(1) });
        Assert.Equal((0L, 3L, 2L), (again.Result.Updated, again.Result.Unchanged, again.Result.Doubtful));

        var mended = await database.ImportTextAsync(
            FieldFiles.Heading
                + ",dueAt,status\n1,350103T01A,T5,2014-10-30,,2014-11-29,\n2,350103T01A,T5,2014-10-30,2014-11-03,,completed\n",
            profile
        );
        Assert.Equal((2L, 0L), (mended.Result.Updated, mended.Result.Doubtful));
        Assert.All(await database.RecordsAsync(), r => Assert.Equal(RecordDoubts.None, r.Doubts));
    }

    [Fact]
    public async Task ClosingTime_OfANamedColumn_IsTaken()
    {
        var profile = FieldFiles.Profile("\"doubtful\": { \"closedWithoutTime\": true, \"closingTime\": \"changed\" }", Fields);
        await using var database = await FieldFiles.CreateAsync();
        var outcome = await database.ImportTextAsync(
            FieldFiles.Heading
                + ",dueAt,status,changed\n1,350103T01A,T5,2014-10-30,,,completed,2014-11-05 08:00\n"
                + "2,350103T01A,T5,2014-10-30,,,completed,\n3,350103T01A,T5,2014-10-30,,,completed,2014-10-01\n",
            profile
        );
        Assert.Equal(["3 closedAt closedAt.required", "4 closedAt closedAt.beforeAccepted"], outcome.Codes());
        var record = Assert.Single(await database.RecordsAsync());
        Assert.Equal(("2014-11-05 08:00:00", RecordDoubts.ClosedWithoutTime), (database.Local(record.ClosedAt), record.Doubts));
    }

    [Fact]
    public async Task File_WithoutNumbersAndClosingTimes_IsTakenByItsProfile()
    {
        var profile = FieldFiles.Request(
            """
            { "timeZone": "America/Toronto", "ignore": ["First 3 Chars of Postal Code", "Division"],
              "doubtful": { "closedWithoutTime": true }, "fields": {
              "source": { "constant": "toronto" }, "caseNo": { "template": "{Creation Date}/{Ward}/{Service Request Type}" },
              "unitCode": { "column": "Ward", "values": { "Etobicoke-Lakeshore (03)": "350103T01A" } }, "itemCode": { "constant": "T5" },
              "acceptedAt": { "column": "Creation Date" }, "outcome": { "column": "Status", "values": { "Completed": "completed" } } } }
            """
        );
        await using var database = await FieldFiles.CreateAsync();
        database.Clock.SetUtcNow(new(2025, 2, 1, 0, 0, 0, TimeSpan.Zero));
        var fileTime = new DateTimeOffset(2025, 1, 20, 12, 0, 0, TimeSpan.Zero);
        await using var content = FieldFiles.Open("r02_no_id.csv");
        var outcome = await database
            .Get<Domain.Intake.Pipeline.FileIntake>()
            .RunAsync(content, profile with { FileName = "r02_no_id.csv", FileTime = fileTime }, cancellation: Stop);

        Assert.Empty(outcome.Codes());
        Assert.Equal((1L, 1L), (outcome.Result.Created, outcome.Result.Doubtful));
        var record = Assert.Single(await database.RecordsAsync());
        Assert.Equal("2025-01-01 00:01:05.0000000/Etobicoke-Lakeshore (03)/Road Pothole", record.CaseNo);
        Assert.Equal(new DateTimeOffset(2025, 1, 1, 5, 1, 5, TimeSpan.Zero), record.AcceptedAt);
        Assert.Equal((fileTime, RecordDoubts.ClosedWithoutTime), (record.ClosedAt, record.Doubts));
    }
}
