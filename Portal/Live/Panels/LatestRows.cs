using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Components;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Live.Snapshots;
using Portal.Metrics;
using Portal.Records.Lists;

namespace Portal.Live.Panels;

/// <summary>The formatted rows of the latest records.</summary>
public sealed class LatestRows(LiveSnapshot snapshot, IStringLocalizer<MetricsText> text, DistrictTime time)
{
    public IReadOnlyList<LatestRow> Rows { get; } =
    [
        .. snapshot.Latest.Select(record => new LatestRow(
            record.Id,
            RecordsAddress.OfRecord(snapshot.Key.Stream, record.Source, record.CaseNo),
            // The year is shown only when it differs from the year of the period's end.
            SharedHtml.Of(
                $"""
                <span class="when">{MetricsFormat.Instant(time.ToLocal(record.AcceptedAt), snapshot.Key.Period.To)}</span>
                <span class="what" title="{record.ItemName}">{record.ItemName ?? text["latest.appeal"].Value}</span>
                <span class="state {Tone(record)}">{text[$"state.{State(record)}"].Value}</span>
                <span class="where">{record.UnitName} · {text[$"channel.{record.Channel}"].Value}</span>
                """
            )
        )),
    ];

    /// <summary>The state of a record: a suffix of the <c>state.</c> texts.</summary>
    public static string State(RecentRecord record) =>
        record switch
        {
            { Outcome: CaseOutcome.Withdrawn } => "withdrawn",
            { Outcome: CaseOutcome.NotAccepted } => "notAccepted",
            { ClosedAt: not null, Overdue: true } => "closedLate",
            { ClosedAt: not null } => "closed",
            { Overdue: true } => "overdue",
            _ => "open",
        };

    private static string Tone(RecentRecord record) =>
        State(record) switch
        {
            "overdue" or "closedLate" => "red-card",
            "closed" => "good",
            _ => "quiet",
        };
}

/// <param name="Href">The page of the record.</param>
public sealed record LatestRow(long Id, string Href, MarkupString Html);
