using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>Works out what a row makes of a record that is stored already.</summary>
internal sealed class RecordUpdate(ResolvedRows batch, IntakeOptions options, DistrictTime time)
{
    private readonly RecordResolver _resolver = new(batch.Reference, options, time);
    private readonly Dictionary<ServiceRecord, IReadOnlyList<RowError>> _missing = batch
        .Records.Where(r => r.Missing is not null)
        .ToDictionary(r => r.Record, r => r.Missing!);

    /// <summary>Why the row gives no new record.</summary>
    public IReadOnlyList<RowError> MissingOf(ServiceRecord sent) => _missing[sent];

    /// <inheritdoc cref="RecordInput.Revision"/>
    public long? RevisionOf(ServiceRecord sent) => batch.RowOf(sent).Input!.Revision;

    /// <summary>The record after the message; null when it is rejected.</summary>
    public ServiceRecord? Resolve(ServiceRecord sent, ServiceRecord stored)
    {
        var row = batch.RowOf(sent);
        var input = row.Input!;
        var record = sent;
        if (!input.Absent.IsEmpty || KeepsClosing(input, stored))
        {
            var completed = RecordCompletion.Complete(input, stored, batch.Reference, time);
            if (KeepsClosing(input, stored))
                completed = completed with { ClosingTimeOtherwise = stored.ClosedAt };
            if (_resolver.Resolve(row.Line, completed, out var errors) is not { } resolved)
            {
                batch.Reject(sent, errors);
                return null;
            }
            record = resolved;
            record.SourceId = stored.SourceId;
        }
        if (IsStillDoubtful(input, stored, record))
            record.Doubts |= RecordDoubts.ClosedWithoutTime;
        record.Revision ??= stored.Revision;
        record.CaseNoAsSent ??= stored.CaseNoAsSent;
        if (_resolver.IsHeldFor(stored.UnitId, record))
            record.UnitId = stored.UnitId;
        return record;
    }

    // The time of a later file would move the closing from day to day.
    private static bool KeepsClosing(RecordInput input, ServiceRecord stored) =>
        input is { ClosedAt: null, ClosingTimeOtherwise: not null, Outcome: not null } && stored.ClosedAt is not null;

    private static bool IsStillDoubtful(RecordInput input, ServiceRecord stored, ServiceRecord record) =>
        stored.Doubts.HasFlag(RecordDoubts.ClosedWithoutTime) && input.ClosedAt is null && record.ClosedAt == stored.ClosedAt;
}
