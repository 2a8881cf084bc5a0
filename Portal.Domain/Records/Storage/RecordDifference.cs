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
        && a.FirstReplyAt == b.FirstReplyAt;
}
