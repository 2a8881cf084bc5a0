using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Data;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Clocks;
using Portal.Domain.Supervision.Rules;

namespace Portal.Domain.Supervision.Issuing;

/// <summary>All rules, hours of units and reference data that a look at records needs, read at one instant.</summary>
internal sealed class RuleBook
{
    private readonly ReferenceData _reference;
    private readonly DistrictTime _time;
    private readonly IReadOnlyList<WarningRule> _rules;
    private readonly HoursOfUnits _hours;
    private readonly WorkingClock _clock;

    private RuleBook(ReferenceData reference, DistrictTime time, IReadOnlyList<WarningRule> rules, IReadOnlyList<UnitHours> hours)
    {
        (_reference, _time, _rules) = (reference, time, rules);
        _hours = new(hours, reference.Units, time.Today);
        _clock = new(reference.Calendar, time);
        Ladder = new(reference, time, rules, _hours);
        Unanswered = [.. rules.Where(rule => rule.Trigger == RuleTrigger.Unanswered)];
    }

    /// <summary>Reads the rules and hours of now.</summary>
    public static async Task<RuleBook> ReadAsync(PortalDb db, ReferenceData reference, DistrictTime time, CancellationToken cancellation) =>
        new(
            reference,
            time,
            await db.WarningRules.AsNoTracking().ToListAsync(cancellation),
            await db.UnitHours.AsNoTracking().ToListAsync(cancellation)
        );

    public RecordLadder Ladder { get; }

    public IReadOnlyList<WarningRule> Unanswered { get; }

    /// <summary>The first instant of which any rule speaks; null when there is no rule.</summary>
    public DateTimeOffset? Since => _rules.Count == 0 ? null : _rules.Min(rule => rule.ValidFrom);

    /// <summary>A card for the step of the record, issued now.</summary>
    public SupervisionCard Issue(LadderStep step, ServiceRecord record, string source, WatchedRecord watched, DateTimeOffset now) =>
        new()
        {
            RuleId = step.Rule.Id,
            Level = step.Rule.Level,
            Subject = watched.Subject,
            SubjectId = record.Id,
            Episode = watched.Episode,
            UnitId = record.UnitId,
            At = step.At,
            IssuedAt = now,
            AnswerDueAt = AnswerDueAt(step.Rule.Level, record.UnitId, now),
            Evidence = EvidenceOf(step, record, source).ToJson(),
            Steps =
            {
                new CardStep
                {
                    Action = CardAction.Issued,
                    By = Actor.System.Name,
                    At = now,
                },
            },
        };

    /// <summary>
    /// The end of the working time in which a unit has to answer a card that it gets now, by the rule in force; null for notices, and where
    /// no rule sets a time.
    /// </summary>
    public DateTimeOffset? AnswerDueAt(CardLevel level, int unitId, DateTimeOffset now)
    {
        if (level == CardLevel.Notice || Unanswered.FirstOrDefault(rule => rule.SpeaksOf(now)) is not { } rule)
            return null;
        var hours = _hours.Of(unitId);
        return LevelClock.Start(now, hours, hours.PerDay * rule.Amount).RunsOutAt(_clock);
    }

    private CardEvidence EvidenceOf(LadderStep step, ServiceRecord record, string source)
    {
        var unit = _reference.Units.Find(record.UnitId);
        var item = record.ItemId is { } id ? _reference.Items.Find(id) : null;
        return new(
            source,
            record.CaseNo,
            unit?.Code ?? "",
            unit is null ? "" : _reference.Units.NameAt(unit.Id, _time.Today),
            item?.Code,
            item is null ? null : _reference.Items.NameAt(item.Id, record.AcceptedDay),
            record.AcceptedAt,
            record.DueAt,
            Ladder.StatutoryDueAt(record),
            record.FirstReplyAt,
            record.ClosedAt,
            record.SuspensionsText,
            record.ExtensionDays,
            record.DueIsProvisional,
            step.Rule.Code,
            step.Rule.Number,
            step.Rule.Amount
        );
    }
}
