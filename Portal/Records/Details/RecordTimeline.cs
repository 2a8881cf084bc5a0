using Microsoft.Extensions.Localization;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Shared;
using Portal.Records.Lists;

namespace Portal.Records.Details;

/// <summary>Puts what happened to a record in order: its own dates, and the messages that changed it.</summary>
internal sealed class RecordTimeline(RecordFormatter format, IStringLocalizer<RecordsText> text, DistrictTime time)
{
    public IReadOnlyList<TimelineEvent> Of(RecordWithHistory read)
    {
        var record = read.Found.Record;
        var now = time.Now;
        return
        [
            .. Own(record)
                .Concat(read.Messages.Select(Message))
                .Select(e => e with { IsAhead = e.At > now })
                .OrderBy(e => e.At)
                .ThenBy(e => e.Kind == "accepted" ? 0 : 1),
        ];
    }

    private IEnumerable<TimelineEvent> Own(ServiceRecord record)
    {
        yield return new(record.AcceptedAt, "accepted", text["event.accepted"], IsDay: false);
        _ = Suspensions.TryParse(record.SuspensionsText, out var suspensions);
        foreach (var span in suspensions)
        {
            var words = text["event.suspended", Days.ToText(span.From), Days.ToText(span.To)].Value;
            yield return new(time.StartOf(span.From), "suspended", span.Reason is { } why ? $"{words} · {why}" : words, IsDay: true);
        }
        if (record.FirstReplyAt is { } reply)
            yield return new(reply, "firstReply", text["event.firstReply"], IsDay: false);
        if (record.DueAt is { } due)
        {
            var words = text[record.SourceDueAt is null ? "event.due" : "event.due.source"].Value;
            // The day on which a limit was extended is not known, only by how much.
            if (record.ExtensionDays > 0)
                words = $"{words} · {text["event.extended", record.ExtensionDays]}";
            yield return new(due, "due", words, due == time.EndOf(time.DayOf(due)));
            if (record.Overdue)
                yield return new(due + DistrictTime.Tick, "overdue", text["event.overdue"], IsDay: false);
        }
        if (record.ClosedAt is not { } closed)
            yield break;
        yield return new(closed, "closed", text["event.closed", format.Outcome(record.Outcome)], IsDay: false);
        if (record.Satisfaction is not null)
            yield return new(closed, "rated", text["event.rated", format.Grade(record.Satisfaction)], IsDay: true);
    }

    private TimelineEvent Message(RecordMessageChange message) =>
        new(message.At, "message", WordsOf(message), IsDay: false) { Changes = message.Fields };

    private string WordsOf(RecordMessageChange message) =>
        message.Reason == RecordChange.ReferenceChanged ? text["event.reference"]
        : message.Reason is { } reason ? text["event.byHand", message.Sender, reason]
        : message.ImportId is null ? text["event.message", message.Sender]
        : text["event.message.import", message.Sender];
}
