namespace Portal.Domain.Records.Storage;

/// <summary>Compares an incoming record with the stored one.</summary>
public static class RecordDifference
{
    /// <summary>Whether all fields that come from the source are equal; derived fields are not compared.</summary>
    public static bool HasSameSourceFields(ServiceRecord a, ServiceRecord b) =>
        a.UnitId == b.UnitId
        && a.ItemId == b.ItemId
        && a.Channel == b.Channel
        && a.AcceptedAt == b.AcceptedAt
        && a.ClosedAt == b.ClosedAt
        && a.Outcome == b.Outcome
        && a.SourceDueAt == b.SourceDueAt
        && a.SuspensionsText == b.SuspensionsText
        && a.ExtensionDays == b.ExtensionDays
        && a.Satisfaction == b.Satisfaction
        && a.ServiceMode == b.ServiceMode
        && a.AppealSource == b.AppealSource
        && a.FirstReplyAt == b.FirstReplyAt
        && a.Doubts == b.Doubts;

    /// <summary>The number of values that are stored and that the incoming record takes away.</summary>
    public static int Cleared(ServiceRecord stored, ServiceRecord incoming) =>
        Gone(stored.ItemId, incoming.ItemId)
        + Gone(stored.ClosedAt, incoming.ClosedAt)
        + Gone(stored.Outcome, incoming.Outcome)
        + Gone(stored.SourceDueAt, incoming.SourceDueAt)
        + (stored.SuspensionsText is not null && incoming.SuspensionsText is null ? 1 : 0)
        + (stored.ExtensionDays != 0 && incoming.ExtensionDays == 0 ? 1 : 0)
        + Gone(stored.Satisfaction, incoming.Satisfaction)
        + Gone(stored.ServiceMode, incoming.ServiceMode)
        + Gone(stored.AppealSource, incoming.AppealSource)
        + Gone(stored.FirstReplyAt, incoming.FirstReplyAt);

    private static int Gone<T>(T? stored, T? incoming)
        where T : struct => stored is not null && incoming is null ? 1 : 0;
}
