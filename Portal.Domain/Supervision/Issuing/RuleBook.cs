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
            AnswerDueAt = AnswerDueAt(step.Rule.Level, CardDesk.Unit, record.UnitId, now),
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
    /// The end of the working time in which a level has to see to the answer of a card that it gets now, by the rules in force; null for
    /// notices, and where no rule sets a time.
    /// </summary>
    public DateTimeOffset? AnswerDueAt(CardLevel level, CardDesk desk, int unitId, DateTimeOffset now) =>
        ClockOf(level, desk, unitId, now)?.RunsOutAt(_clock);

    /// <summary>The same for a unit that takes the card over: it has at least the minimum of the rule in force.</summary>
    public DateTimeOffset? HandedOverDueAt(CardLevel level, CardDesk desk, int unitId, DateTimeOffset now) =>
        ClockOf(level, desk, unitId, now) is { } clock
            ? clock.HandOver(now, clock.Hours, clock.Limit, HoursOf(RuleTrigger.HandOver, now) ?? TimeSpan.Zero).RunsOutAt(_clock)
            : null;

    /// <summary>
    /// The instant at which a rule sends a card with a late answer to the next level; null where none does. A rule speaks only of instants
    /// while it is in force.
    /// </summary>
    public DateTimeOffset? EscalatesAt(SupervisionCard card) =>
        card is { AwaitsAnswer: true, NextDesk: not null, AnswerDueAt: { } due }
            ? _rules
                .Where(rule => rule.Trigger == RuleTrigger.AnswerLate)
                .Select(rule => (Rule: rule, At: _clock.After(due, TimeSpan.FromHours(rule.Amount), HoursOf(card.Desk, card.UnitId))))
                .FirstOrDefault(step => step.At is { } at && step.Rule.SpeaksOf(at))
                .At
            : null;

    private LevelClock? ClockOf(CardLevel level, CardDesk desk, int unitId, DateTimeOffset now)
    {
        var hours = HoursOf(desk, unitId);
        var ofUnit = Unanswered.FirstOrDefault(rule => rule.SpeaksOf(now)) is { } rule ? hours.PerDay * rule.Amount : (TimeSpan?)null;
        var limit = desk switch
        {
            CardDesk.Unit => ofUnit,
            CardDesk.Head => HoursOf(RuleTrigger.HeadAnswers, now) ?? ofUnit,
            CardDesk.District => HoursOf(RuleTrigger.DistrictAnswers, now) ?? ofUnit,
        };
        return level == CardLevel.Notice || limit is not { } time ? null : LevelClock.Start(now, hours, time);
    }

    /// <summary>The hours of the office that has to act: of the unit, or of the highest one above it.</summary>
    private WorkingHours HoursOf(CardDesk desk, int unitId) =>
        _hours.Of(
            desk switch
            {
                CardDesk.Unit or CardDesk.Head => unitId,
                CardDesk.District => _reference.Units.SelfAndAbove(unitId, _time.Today).Last(),
            }
        );

    private TimeSpan? HoursOf(RuleTrigger trigger, DateTimeOffset now) =>
        _rules.FirstOrDefault(rule => rule.Trigger == trigger && rule.SpeaksOf(now)) is { } rule ? TimeSpan.FromHours(rule.Amount) : null;

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
