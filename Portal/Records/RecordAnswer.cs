using System.Text.Json.Serialization;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;

namespace Portal.Records;

/// <summary>A record in API answers: the fields that were sent, and the derived due time and overdue state.</summary>
public sealed record RecordAnswer(
    string Source,
    string CaseNo,
    string UnitCode,
    string? ItemCode,
    Channel Channel,
    DateTimeOffset AcceptedAt,
    DateTimeOffset? ClosedAt,
    CaseOutcome? Outcome,
    DateTimeOffset? DueAt,
    IReadOnlyList<SuspensionAnswer> Suspensions,
    int ExtensionDays,
    byte? Satisfaction,
    ServiceMode? ServiceMode,
    bool Overdue
)
{
    /// <summary>The case number as the source wrote it; absent where it is <c>caseNo</c>.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? CaseNoAsSent { get; init; }

    /// <summary>How the record contradicts itself; absent when it does not.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingDefault)]
    public RecordDoubts Doubts { get; init; }

    /// <summary>Appeals only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public AppealSource? AppealSource { get; init; }

    /// <summary>Appeals only.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public DateTimeOffset? FirstReplyAt { get; init; }

    internal static RecordAnswer Of(FoundRecord found, ReferenceData reference, DistrictTime time)
    {
        var record = found.Record;
        return new(
            found.Source,
            record.CaseNo,
            reference.Units.Find(record.UnitId)?.Code ?? "",
            record.ItemId is { } item ? reference.Items.Find(item)?.Code : null,
            record.Channel,
            time.ToLocal(record.AcceptedAt),
            Local(record.ClosedAt, time),
            record.Outcome,
            Local(record.DueAt, time),
            SuspensionAnswer.Of(record.SuspensionsText),
            record.ExtensionDays,
            record.Satisfaction,
            record.ServiceMode,
            record.Overdue
        )
        {
            CaseNoAsSent = record.CaseNoAsSent,
            Doubts = record.Doubts,
            AppealSource = record.AppealSource,
            FirstReplyAt = Local(record.FirstReplyAt, time),
        };
    }

    private static DateTimeOffset? Local(DateTimeOffset? instant, DistrictTime time) => instant is { } at ? time.ToLocal(at) : null;
}

/// <summary>One page of records.</summary>
/// <param name="Records">In the order asked for; the latest accepted first when none was.</param>
/// <param name="Next">The <c>after</c> parameter of the next page; null on the last page.</param>
public sealed record RecordPage(IReadOnlyList<RecordAnswer> Records, string? Next);
