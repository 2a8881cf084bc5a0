using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Fills the fields that a message leaves out with what is stored of its record.</summary>
internal static class RecordCompletion
{
    /// <summary>The record's whole state after the message.</summary>
    public static RecordInput Complete(RecordInput input, ServiceRecord stored, ReferenceData reference, DistrictTime time)
    {
        var absent = input.Absent;
        var acceptedAt = absent.Has(RecordField.AcceptedAt) ? stored.AcceptedAt : input.AcceptedAt;
        var closedAt = absent.Has(RecordField.ClosedAt) ? KeptClosing(input, stored) : NotBefore(input, acceptedAt, time);
        // A message that reopens a record takes back the outcome and the rating, which belong to the closing.
        var reopened = closedAt is null && stored.ClosedAt is not null;
        return input with
        {
            UnitCode = absent.Has(RecordField.UnitCode) ? reference.Units.Find(stored.UnitId)!.Code : input.UnitCode,
            ItemCode = absent.Has(RecordField.ItemCode) ? CodeOf(stored.ItemId, reference) : input.ItemCode,
            Channel = absent.Has(RecordField.Channel) ? stored.Channel : input.Channel,
            AcceptedAt = acceptedAt,
            ClosedAt = closedAt,
            Outcome =
                !absent.Has(RecordField.Outcome) ? input.Outcome
                : reopened ? null
                : stored.Outcome,
            DueAt = absent.Has(RecordField.DueAt) ? stored.SourceDueAt : input.DueAt,
            Suspensions =
                !absent.Has(RecordField.Suspensions) ? input.Suspensions
                : Suspensions.TryParse(stored.SuspensionsText, out var suspensions) ? suspensions
                : [],
            ExtensionDays = absent.Has(RecordField.ExtensionDays) ? stored.ExtensionDays : input.ExtensionDays,
            Satisfaction =
                !absent.Has(RecordField.Satisfaction) ? input.Satisfaction
                : reopened ? null
                : stored.Satisfaction,
            ServiceMode = absent.Has(RecordField.ServiceMode) ? stored.ServiceMode : input.ServiceMode,
            AppealSource = absent.Has(RecordField.AppealSource) ? stored.AppealSource : input.AppealSource,
            FirstReplyAt = absent.Has(RecordField.FirstReplyAt) ? stored.FirstReplyAt : input.FirstReplyAt,
            Absent = default,
        };
    }

    // An outcome that is given without the column of closing times closes nothing by itself, and null opens nothing.
    private static DateTimeOffset? KeptClosing(RecordInput input, ServiceRecord stored) =>
        stored.Doubts.HasFlag(RecordDoubts.ClosedWithoutTime) && !input.Absent.Has(RecordField.Outcome) && input is { Outcome: null }
            ? null // the source no longer calls it closed
            : stored.ClosedAt;

    // A closing day without a time was read without the acceptance, which may be later on that day.
    private static DateTimeOffset? NotBefore(RecordInput input, DateTimeOffset acceptedAt, DistrictTime time) =>
        input.ClosedAt is { } closed
        && input.Absent.Has(RecordField.AcceptedAt)
        && closed < acceptedAt
        && closed == time.StartOf(time.DayOf(acceptedAt))
            ? acceptedAt
            : input.ClosedAt;

    private static string? CodeOf(int? itemId, ReferenceData reference) => itemId is { } id ? reference.Items.Find(id)?.Code : null;
}
