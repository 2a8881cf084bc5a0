using System.Globalization;
using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>
/// Converts a record input into a record: looks up codes, checks that the values are consistent, and derives limits and times.
/// </summary>
/// <remarks>One resolver serves one batch, with the same reference data and the same current instant for all rows.</remarks>
internal sealed class RecordResolver(ReferenceData reference, IntakeOptions options, DistrictTime time)
{
    /// <summary>The most by which a source's clock may be ahead; a later instant is an error.</summary>
    private static readonly TimeSpan s_clockTolerance = TimeSpan.FromMinutes(10);

    private const int MostExtensionDays = 3_650;
    private const int MostSuspensionText = 4_000;

    private readonly RecordDerivation _derivation = new(reference, time);
    private readonly DateTimeOffset _now = time.Now;
    private readonly DateOnly _today = time.Today;
    private readonly Dictionary<int, bool> _inScope = [];
    private readonly List<RowError> _notices = [];
    private readonly UnitMergers _mergers = new(reference.Units);
    private readonly ReferenceNames _names = ReferenceNames.Of(reference);

    /// <summary>Notices about rows that gave a record: that another unit holds it than the one named.</summary>
    public IReadOnlyList<RowError> Notices => _notices;

    /// <summary>The record without its source; null when there are <paramref name="errors"/>.</summary>
    public ServiceRecord? Resolve(long line, RecordInput input, out IReadOnlyList<RowError> errors)
    {
        var found = new Findings(line);
        CheckText(input, found);
        if (input.Absent.Has(RecordField.AcceptedAt))
        {
            found.Add("acceptedAt", value: null, "acceptedAt.required");
            errors = found.Errors;
            return null;
        }
        var doubts = DoubtsOf(input);
        if (doubts.HasFlag(RecordDoubts.ClosedWithoutTime))
            input = input with { ClosedAt = input.ClosingTimeOtherwise };
        var acceptedDay = time.DayOf(input.AcceptedAt);
        var unit = ResolveUnit(line, input, acceptedDay, found);
        var item = ResolveItem(input, acceptedDay, found);
        CheckTimes(input, doubts, found);
        CheckNumbers(input, found);
        errors = found.Errors;
        if (errors.Count > 0)
            return null;

        ServiceRecord record =
            options.Stream == RecordStream.Appeals ? New<Appeal>(input, unit!, item) : New<ServiceCase>(input, unit!, item);
        record.Doubts = doubts;
        _derivation.Derive(record, _now);
        return record;
    }

    /// <summary>Whether the message says which record it is about, so that a stored one can be looked up.</summary>
    public static bool CanIdentify(RecordInput input) =>
        input.Source.Length is > 0 and <= RecordSource.NameLength
        && input.CaseNo.Length is > 0 and <= ServiceRecord.CaseNoLength
        && RecordText.IsStorable(input.Source)
        && RecordText.IsStorable(input.CaseNo);

    /// <summary>A record with nothing but its number, to look up the stored one.</summary>
    public static ServiceRecord Unresolved(RecordStream stream, RecordInput input) =>
        stream == RecordStream.Appeals ? new Appeal { CaseNo = input.CaseNo } : new ServiceCase { CaseNo = input.CaseNo };

    /// <summary>
    /// Whether a record of the unit is one that a unit with the code has taken over, and that it had on its day of acceptance.
    /// </summary>
    public bool IsHeldFor(int storedUnitId, ServiceRecord record) =>
        storedUnitId != record.UnitId
        && !reference.Units.IsInForce(record.UnitId, record.AcceptedDay)
        && reference.Units.IsInForce(storedUnitId, record.AcceptedDay)
        && _mergers.TookOver(record.UnitId, storedUnitId);

    private RecordDoubts DoubtsOf(RecordInput input) =>
        (IsDueBeforeAccepted(input) ? options.Taken & RecordDoubts.DueBeforeAccepted : RecordDoubts.None)
        | (
            LacksClosingTime(input) && input.ClosingTimeOtherwise is not null
                ? options.Taken & RecordDoubts.ClosedWithoutTime
                : RecordDoubts.None
        );

    private static bool IsDueBeforeAccepted(RecordInput input) => input.DueAt < input.AcceptedAt;

    // A case that is not accepted ends at once; every other outcome needs a closing time.
    private static bool LacksClosingTime(RecordInput input) => input is { ClosedAt: null, Outcome: not (null or CaseOutcome.NotAccepted) };

    private Unit? ResolveUnit(long line, RecordInput input, DateOnly acceptedDay, Findings found)
    {
        if (input.Absent.Has(RecordField.UnitCode))
        {
            found.Add("unitCode", value: null, "unitCode.required");
            return null;
        }
        var unit = reference.Units.Find(input.UnitCode);
        if (unit is null && options.FindsByName)
        {
            var named = _names.UnitsCalled(input.UnitCode, acceptedDay).Where(u => IsInScope(u.Id)).ToList();
            if (named.Count > 1)
            {
                found.Add("unitCode", input.UnitCode, "unit.ambiguous", RowErrors.Names([.. named.Select(u => u.Code)]));
                return null;
            }
            unit = named.SingleOrDefault();
        }
        // A unit outside the scope is as if it did not exist: a sender must not find out the codes of others.
        if (unit is null || !IsInScope(unit.Id))
        {
            found.Add("unitCode", input.UnitCode, "unit.unknown");
            return unit;
        }
        if (reference.Units.IsInForce(unit.Id, acceptedDay))
            return unit;
        var holder = _mergers.TookOver(unit.Id, acceptedDay) ? unit : _mergers.HolderOf(unit.Id, acceptedDay);
        if (holder is null || !IsInScope(holder.Id))
            found.Add("unitCode", input.UnitCode, "unit.notInForce", Days.ToText(acceptedDay));
        else
            _notices.Add(RowErrors.Create(line, "unitCode", input.UnitCode, "unit.merged", Days.ToText(acceptedDay), holder.Code));
        return holder;
    }

    private ServiceItem? ResolveItem(RecordInput input, DateOnly acceptedDay, Findings found)
    {
        if (input.ItemCode is not { Length: > 0 } code)
        {
            if (options.Stream == RecordStream.Cases)
                found.Add("itemCode", value: null, "item.required");
            return null;
        }
        var item = reference.Items.Find(code);
        if (item is null && options.FindsByName)
        {
            var named = _names.ItemsCalled(code, acceptedDay);
            if (named.Count > 1)
            {
                found.Add("itemCode", code, "item.ambiguous", RowErrors.Names([.. named.Select(i => i.Code)]));
                return null;
            }
            item = named.SingleOrDefault();
        }
        if (item is null)
            found.Add("itemCode", code, "item.unknown");
        else if (reference.Items.InForce(item.Id, acceptedDay) is null)
            found.Add("itemCode", code, "item.notInForce", Days.ToText(acceptedDay));
        return item;
    }

    // Files are already checked while they are read. Rows of other callers are not, and one that cannot be stored would fail its batch.
    private static void CheckText(RecordInput input, Findings found)
    {
        CheckText("source", input.Source, RecordSource.NameLength, found);
        CheckText("caseNo", input.CaseNo, ServiceRecord.CaseNoLength, found);
        if (input.CaseNo.Length == 0)
            found.Add("caseNo", value: null, "caseNo.required");
        else if (Identifiers.HasExponent(input.CaseNo))
            found.Add("caseNo", input.CaseNo, "identifier.exponent");
        if (input.CaseNoAsSent is { Length: > ServiceRecord.CaseNoAsSentLength })
            found.Add("caseNo", RecordText.ForDisplay(input.CaseNoAsSent), "text.tooLong", ServiceRecord.CaseNoAsSentLength);
        foreach (var suspension in input.Suspensions)
        {
            if (!RecordText.IsStorable(suspension.Reason))
                found.Add("suspensions", RecordText.ForDisplay(suspension.Reason), "text.unprintable");
        }
    }

    private static void CheckText(string field, string text, int longest, Findings found)
    {
        if (text.Length > longest)
            found.Add(field, RecordText.ForDisplay(text), "text.tooLong", longest);
        else if (!RecordText.IsStorable(text))
            found.Add(field, RecordText.ForDisplay(text), "text.unprintable");
    }

    private void CheckTimes(RecordInput input, RecordDoubts doubts, Findings found)
    {
        var latest = _now + s_clockTolerance;
        if (input.AcceptedAt > latest)
            found.Add("acceptedAt", Text(input.AcceptedAt), "acceptedAt.inFuture");
        if (input.ClosedAt > latest)
            found.Add("closedAt", Text(input.ClosedAt), "closedAt.inFuture");
        if (input.ClosedAt < input.AcceptedAt)
            found.Add("closedAt", Text(input.ClosedAt), "closedAt.beforeAccepted", Text(input.AcceptedAt)!);
        if (input.FirstReplyAt < input.AcceptedAt)
            found.Add("firstReplyAt", Text(input.FirstReplyAt), "firstReplyAt.beforeAccepted", Text(input.AcceptedAt)!);
        if (IsDueBeforeAccepted(input) && !doubts.HasFlag(RecordDoubts.DueBeforeAccepted))
            found.Add("dueAt", Text(input.DueAt), "dueAt.beforeAccepted", Text(input.AcceptedAt)!);
        if (LacksClosingTime(input))
            found.Add("closedAt", value: null, "closedAt.required", input.Outcome!.Value.ToString());
        if (input.Revision > Instants.ToMicroseconds(latest) && input.Revision < Instants.ToMicroseconds(DateTimeOffset.MaxValue))
            found.Add("updatedAt", Text(Instants.FromMicroseconds(input.Revision.Value)), "updatedAt.inFuture");
    }

    private static void CheckNumbers(RecordInput input, Findings found)
    {
        if (input.ExtensionDays is < 0 or > MostExtensionDays)
        {
            found.Add(
                "extensionDays",
                input.ExtensionDays.ToString(CultureInfo.InvariantCulture),
                "extensionDays.outOfRange",
                MostExtensionDays
            );
        }
        if (input.Satisfaction is < 1 or > 5)
            found.Add("satisfaction", input.Satisfaction.Value.ToString(CultureInfo.InvariantCulture), "satisfaction.outOfRange");
        if (input is { Satisfaction: { } grade, ClosedAt: null, Outcome: null })
        {
            found.Add("satisfaction", grade.ToString(CultureInfo.InvariantCulture), "satisfaction.notClosed");
        }
        foreach (
            var suspension in input
                .Suspensions.Where(s => s.From.Year < InstantReader.FirstYear || s.To.Year > InstantReader.LastYear)
                .Take(1)
        )
        {
            // Without a bound the search for a due time would walk through centuries of days.
            found.Add(
                "suspensions",
                $"{Days.ToText(suspension.From)}/{Days.ToText(suspension.To)}",
                "suspensions.outOfRange",
                InstantReader.FirstYear,
                InstantReader.LastYear
            );
        }
        if (input.Suspensions.Count > 0 && Suspensions.ToText(input.Suspensions)!.Length > MostSuspensionText)
        {
            found.Add("suspensions", value: null, "suspensions.tooLong");
        }
    }

    private static T New<T>(RecordInput input, Unit unit, ServiceItem? item)
        where T : ServiceRecord, new()
    {
        var acceptedAt = Instants.Truncate(input.AcceptedAt);
        var closedAt =
            input.ClosedAt is { } closed ? Instants.Truncate(closed)
            : input.Outcome == CaseOutcome.NotAccepted ? acceptedAt
            : (DateTimeOffset?)null;
        return new T
        {
            CaseNo = input.CaseNo,
            CaseNoAsSent = input.CaseNoAsSent,
            Revision = input.Revision,
            UnitId = unit.Id,
            ItemId = item?.Id,
            Channel = input.Channel,
            AcceptedAt = acceptedAt,
            ClosedAt = closedAt,
            Outcome = closedAt is null ? null : input.Outcome ?? CaseOutcome.Completed,
            SourceDueAt = input.DueAt is { } due ? Instants.Truncate(due) : null,
            SuspensionsText = Suspensions.ToText(input.Suspensions),
            ExtensionDays = input.ExtensionDays,
            Satisfaction = input.Satisfaction,
            ServiceMode = input.ServiceMode,
            AppealSource = input.AppealSource,
            FirstReplyAt = input.FirstReplyAt is { } reply ? Instants.Truncate(reply) : null,
        };
    }

    private bool IsInScope(int unitId)
    {
        if (options.Scope.IsEverything)
            return true;
        if (_inScope.TryGetValue(unitId, out var cached))
            return cached;
        return _inScope[unitId] = options.Scope.Contains(reference.Units, unitId, _today);
    }

    private string? Text(DateTimeOffset? instant) =>
        instant is { } at ? time.ToLocal(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) : null;

    private sealed class Findings(long line)
    {
        private List<RowError>? _errors;

        public IReadOnlyList<RowError> Errors => _errors ?? (IReadOnlyList<RowError>)[];

        public void Add(string field, string? value, string code, params object[] arguments) =>
            (_errors ??= []).Add(RowErrors.Create(line, field, value, code, arguments));
    }
}
