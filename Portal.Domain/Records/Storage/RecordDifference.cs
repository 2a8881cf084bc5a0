namespace Portal.Domain.Records.Storage;

/// <summary>Tells whether a source said something new about a record.</summary>
public static class RecordDifference
{
    /// <summary>Whether both say the same; what is derived is not looked at.</summary>
    public static bool SaysTheSame(ServiceRecord a, ServiceRecord b) =>
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
