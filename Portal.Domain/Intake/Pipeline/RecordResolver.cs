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

    /// <summary>The record without its source; null when there are <paramref name="errors"/>.</summary>
    public ServiceRecord? Resolve(long line, RecordInput input, out IReadOnlyList<RowError> errors)
    {
        var found = new Findings(line);
        var acceptedDay = time.DayOf(input.AcceptedAt);
        var unit = ResolveUnit(input, acceptedDay, found);
        var item = ResolveItem(input, acceptedDay, found);
        CheckText(input, found);
        CheckTimes(input, found);
        CheckNumbers(input, found);
        errors = found.Errors;
        if (errors.Count > 0)
            return null;

        ServiceRecord record =
            options.Stream == RecordStream.Appeals ? New<Appeal>(input, unit!, item) : New<ServiceCase>(input, unit!, item);
        _derivation.Derive(record, _now);
        return record;
    }

    private Unit? ResolveUnit(RecordInput input, DateOnly acceptedDay, Findings found)
    {
        var unit = reference.Units.Find(input.UnitCode);
        if (unit is null)
            found.Add("unitCode", input.UnitCode, "unit.unknown");
        else if (!reference.Units.IsInForce(unit.Id, acceptedDay))
            found.Add("unitCode", input.UnitCode, "unit.notInForce", Days.ToText(acceptedDay));
        else if (!IsInScope(unit.Id))
            found.Add("unitCode", input.UnitCode, "unit.outOfScope");
        return unit;
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

    private void CheckTimes(RecordInput input, Findings found)
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
        if (input.DueAt < input.AcceptedAt)
            found.Add("dueAt", Text(input.DueAt), "dueAt.beforeAccepted", Text(input.AcceptedAt)!);
        // A case that is not accepted ends at once; every other outcome needs a closing time.
        if (input is { ClosedAt: null, Outcome: not (null or CaseOutcome.NotAccepted) })
        {
            found.Add("closedAt", value: null, "closedAt.required", input.Outcome.Value.ToString());
        }
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
