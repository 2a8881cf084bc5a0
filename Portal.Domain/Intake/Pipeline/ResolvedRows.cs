using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>A batch of rows, and the records resolved from them by one version of units, items and calendar.</summary>
internal sealed class ResolvedRows
{
    private readonly Dictionary<ServiceRecord, ParsedRow> _rows = [];

    private ResolvedRows(IReadOnlyList<ParsedRow> rows, ReferenceData reference) =>
        (All, Reference, Records, Rejected) = (rows, reference, new(rows.Count), []);

    /// <summary>Every row of the batch.</summary>
    public IReadOnlyList<ParsedRow> All { get; }

    /// <summary>The reference data used; when it changes, the rows must be resolved again.</summary>
    public ReferenceData Reference { get; }

    /// <summary>In the order of the rows; <c>SourceId</c> is not assigned yet.</summary>
    public List<(string Source, ServiceRecord Record)> Records { get; }

    /// <summary>The rows that gave no record, each with every reason.</summary>
    public List<ParsedRow> Rejected { get; }

    public static ResolvedRows Resolve(IReadOnlyList<ParsedRow> rows, ReferenceData reference, IntakeOptions options, DistrictTime time)
    {
        var resolved = new ResolvedRows(rows, reference);
        var resolver = new RecordResolver(reference, options, time);
        foreach (var row in rows)
        {
            IReadOnlyList<RowError> errors = row.Errors;
            if (row.Input is { } input && errors.Count == 0 && resolver.Resolve(row.Line, input, out errors) is { } record)
            {
                resolved.Records.Add((input.Source, record));
                // Only the rows of a sender with a scope can still be rejected.
                if (!options.Scope.IsEverything)
                    resolved._rows[record] = row;
            }
            else
            {
                resolved.Rejected.Add(row with { Errors = errors });
            }
        }
        return resolved;
    }

    /// <summary>Rejects a row although it gave a record. Only for a sender whose scope is not everything.</summary>
    public void Reject(ServiceRecord record, string field, string value, string code)
    {
        var row = _rows[record];
        Rejected.Add(row with { Errors = [RowErrors.Create(row.Line, field, value, code)] });
    }
}
