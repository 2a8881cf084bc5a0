using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>A batch of rows with the records that they make by one state of units, items and calendar.</summary>
internal sealed class ResolvedRows
{
    private readonly Dictionary<ServiceRecord, ParsedRow> _rows = [];

    private ResolvedRows(IReadOnlyList<ParsedRow> rows, ReferenceData reference) =>
        (All, Reference, Records, Rejected) = (rows, reference, new(rows.Count), []);

    /// <summary>Every row of the batch.</summary>
    public IReadOnlyList<ParsedRow> All { get; }

    /// <summary>What the records rest on; as soon as it changes they must be made anew.</summary>
    public ReferenceData Reference { get; }

    /// <summary>In the order of the rows; the records still lack their source.</summary>
    public List<(string Source, ServiceRecord Record)> Records { get; }

    /// <summary>The rows that make no record, with every reason.</summary>
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
                // Only who may not write everything can still be refused.
                if (options.Scope.UnitId is not null)
                    resolved._rows[record] = row;
            }
            else
            {
                resolved.Rejected.Add(row with { Errors = errors });
            }
        }
        return resolved;
    }

    /// <summary>Rejects a row although its record was good. Only for a sender who may not write everything.</summary>
    public void Reject(ServiceRecord record, string field, string value, string code)
    {
        var row = _rows[record];
        Rejected.Add(row with { Errors = [RowErrors.Create(row.Line, field, value, code)] });
    }
}
