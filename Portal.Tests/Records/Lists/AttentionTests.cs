using Microsoft.EntityFrameworkCore;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Records.Storage;
using Portal.Tests.Support;

namespace Portal.Tests.Records.Lists;

/// <summary>What the database computes of each record, beside the record itself.</summary>
[Needs(Resource.Database)]
public sealed class AttentionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Theory, Databases]
    public async Task Attention_OfEveryRecord_IsThatOfItsFields(DatabaseKind kind)
    {
        await using var database = await ListSamples.CreateAsync(kind, records: 400);
        await using var db = database.Open();

        var stored = await db
            .Records.Select(r => new { Record = r, Attention = EF.Property<short>(r, AttentionColumn.Name) })
            .ToListAsync(Token);

        Assert.All(stored, row => Assert.Equal(Of(row.Record), (RecordAttention)row.Attention));
        var seen = stored.Select(row => (RecordAttention)row.Attention).Distinct().ToList();
        Assert.Subset(AttentionColumn.All.ToHashSet(), seen.ToHashSet());
        Assert.True(seen.Count > 10, "too few combinations to prove anything");
    }

    [Theory, Databases]
    public async Task Attention_OfARecordThatIsClosed_Follows(DatabaseKind kind)
    {
        await using var database = await TestDatabase.CreateSeededAsync(kind);
        var sent = SampleData.Input("x") with { AcceptedAt = SampleData.Local(2014, 10, 8, 9) };
        await database.SendCasesAsync(sent);
        await database.SendCasesAsync(
            sent with
            {
                ClosedAt = SampleData.Local(2014, 10, 8, 10),
                Outcome = CaseOutcome.Withdrawn,
                Satisfaction = 2,
            }
        );
        await using var db = database.Open();

        Assert.Equal(
            RecordAttention.Withdrawn | RecordAttention.RatedTwo,
            (RecordAttention)await db.Records.Select(r => EF.Property<short>(r, AttentionColumn.Name)).SingleAsync(Token)
        );
    }

    private static RecordAttention Of(ServiceRecord record)
    {
        var overdue =
            (record.Overdue ? RecordAttention.Overdue : RecordAttention.None)
            | (record.Doubts == RecordDoubts.None ? RecordAttention.None : RecordAttention.Doubtful);
        if (record.ClosedAt is null)
            return overdue | RecordAttention.Open;
        var ended = record.Outcome switch
        {
            CaseOutcome.Withdrawn => RecordAttention.Withdrawn,
            CaseOutcome.NotAccepted => RecordAttention.NotAccepted,
            CaseOutcome.Completed or CaseOutcome.Granted or CaseOutcome.Refused or null => RecordAttention.None,
        };
        var rated = record.Satisfaction switch
        {
            1 => RecordAttention.RatedOne,
            2 => RecordAttention.RatedTwo,
            _ => RecordAttention.None,
        };
        return overdue | ended | rated;
    }
}
