using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Issuing;

/// <summary>The instants at which the rules speak of a record as it is now, if it stays open.</summary>
/// <remarks>
/// Limits are those of <see cref="LimitRules"/>, in days; only the first reply is counted in working hours. A rule speaks of records that
/// were open at its instant: what was closed before, was not late.
/// </remarks>
public sealed class RecordLadder(ReferenceData reference, DistrictTime time, IReadOnlyList<WarningRule> rules, HoursOfUnits hours)
{
    private readonly LimitRules _limits = new(reference.Calendar, time);
    private readonly WorkingClock _clock = new(reference.Calendar, time);

    /// <summary>
    /// The steps in order of their instants, past and future ones; none for a record that was never accepted. Rules that wait for an answer
    /// are no part of it: they follow from cards.
    /// </summary>
    /// <param name="record">The record as it is stored now.</param>
    /// <param name="since">The instant of the re-opening: steps before it speak again at it. Null for the first episode.</param>
    public IReadOnlyList<LadderStep> Of(ServiceRecord record, DateTimeOffset? since = null)
    {
        if (record.Outcome == CaseOutcome.NotAccepted)
            return [];
        _ = Suspensions.TryParse(record.SuspensionsText, out var suspensions);
        var stream = record is Appeal ? RecordStream.Appeals : RecordStream.Cases;
        var steps = new List<LadderStep>();
        foreach (var rule in rules.Where(rule => rule.IsFor(stream)))
        {
            // What is opened again after its due time ends no more soon.
            if (InstantOf(rule, record, suspensions) is not { } at || (rule.Trigger == RuleTrigger.DaysLeft && record.DueAt < since))
                continue;
            at = at < since ? since.Value : at;
            if (rule.SpeaksOf(at) && (record.ClosedAt is null || record.ClosedAt >= at))
                steps.Add(new(rule, at));
        }
        return [.. steps.OrderBy(step => step.At).ThenBy(step => step.Rule.Level).ThenBy(step => step.Rule.Id)];
    }

    /// <summary>The last instant at which closing is in time by law; null where the law sets no limit.</summary>
    public DateTimeOffset? StatutoryDueAt(ServiceRecord record)
    {
        _ = Suspensions.TryParse(record.SuspensionsText, out var suspensions);
        return StatutoryDueAt(record, suspensions);
    }

    private DateTimeOffset? InstantOf(WarningRule rule, ServiceRecord record, IReadOnlyList<Suspension> suspensions) =>
        rule.Trigger switch
        {
            RuleTrigger.DaysLeft => record.DueAt is { } due ? LastDays(record, due, rule.Amount, suspensions) : null,
            RuleTrigger.PromisePassed => PromisePassed(record, suspensions),
            RuleTrigger.NoFirstReply => NoFirstReply(record, rule.Amount, suspensions),
            RuleTrigger.StatutoryPassed => StatutoryDueAt(record, suspensions) + DistrictTime.Tick,
            RuleTrigger.Unanswered
            or RuleTrigger.HeadAnswers
            or RuleTrigger.DistrictAnswers
            or RuleTrigger.HandOver
            or RuleTrigger.AnswerLate => null,
        };

    // Where nothing is promised the due time is the statutory one, of which another rule speaks.
    private DateTimeOffset? PromisePassed(ServiceRecord record, IReadOnlyList<Suspension> suspensions) =>
        record.DueAt is { } due && due != StatutoryDueAt(record, suspensions) ? due + DistrictTime.Tick : null;

    private DateTimeOffset? StatutoryDueAt(ServiceRecord record, IReadOnlyList<Suspension> suspensions)
    {
        var item = record.ItemId is { } id ? reference.Items.InForce(id, record.AcceptedDay) : null;
        return _limits.StatutoryDueAt(record.AcceptedAt, item, suspensions, record.ExtensionDays)?.At;
    }

    private DateTimeOffset? NoFirstReply(ServiceRecord record, int workingHours, IReadOnlyList<Suspension> suspensions)
    {
        var at = _clock.After(
            record.AcceptedAt,
            TimeSpan.FromHours(workingHours),
            hours.Of(record.UnitId),
            [.. suspensions.Select(s => new ClockPause(time.StartOf(s.From), time.StartOf(s.To.AddDays(1))))]
        );
        return record.FirstReplyAt <= at ? null : at + DistrictTime.Tick;
    }

    /// <summary>
    /// The beginning of the working day after which so many working days of the limit are left, as the law counts: without that day. Null
    /// when the whole limit is no longer than that.
    /// </summary>
    private DateTimeOffset? LastDays(ServiceRecord record, DateTimeOffset due, int left, IReadOnlyList<Suspension> suspensions)
    {
        var counted = 0;
        for (var day = time.DayOf(due); day > record.AcceptedDay; day = day.AddDays(-1))
        {
            if (!reference.Calendar.IsWorkday(day) || suspensions.Any(s => s.Covers(day)))
                continue;
            if (counted == left)
                return time.StartOf(day);
            counted++;
        }
        return null;
    }
}
