using Portal.Domain.Catalogue;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Intake.Pipeline;

/// <summary>A batch of rows, and the records resolved from them by one version of units, items and calendar.</summary>
internal sealed class ResolvedRows
{
    private Dictionary<ServiceRecord, ParsedRow>? _rows;

    private ResolvedRows(IReadOnlyList<ParsedRow> rows, ReferenceData reference) =>
        (All, Reference, Records, Rejected) = (rows, reference, new(rows.Count), []);

    /// <summary>Every row of the batch.</summary>
    public IReadOnlyList<ParsedRow> All { get; }

    /// <summary>The reference data used; when it changes, the rows must be resolved again.</summary>
    public ReferenceData Reference { get; }

    /// <summary>In the order of the rows.</summary>
    public List<ResolvedRow> Records { get; }

    /// <summary>The rows that gave no record, each with every reason.</summary>
    public List<ParsedRow> Rejected { get; }

    /// <summary>Notices about rows that are taken.</summary>
    public List<RowError> Notices { get; } = [];

    public static ResolvedRows Resolve(IReadOnlyList<ParsedRow> rows, ReferenceData reference, IntakeOptions options, DistrictTime time)
    {
        var resolved = new ResolvedRows(rows, reference);
        var resolver = new RecordResolver(reference, options, time);
        foreach (var row in rows)
        {
            IReadOnlyList<RowError> errors = row.Errors;
            if (row.Input is not { } input || errors.Count > 0)
                resolved.Rejected.Add(row);
            else if (resolver.Resolve(row.Line, input, out errors) is { } record)
                resolved.Records.Add(new(input.Source, record, row, null));
            else if (!input.Absent.IsEmpty && RecordResolver.CanIdentify(input))
                resolved.Records.Add(new(input.Source, RecordResolver.Unresolved(options.Stream, input), row, errors));
            else
                resolved.Rejected.Add(row with { Errors = errors });
        }
        resolved.Notices.AddRange(resolver.Notices);
        return resolved;
    }

    /// <summary>Rejects the rows of some sources although they gave records.</summary>
    /// <param name="refused">The code of the error by the source's name.</param>
    public void RejectSources(IReadOnlyDictionary<string, string> refused)
    {
        foreach (var (source, record, _, _) in Records)
        {
            if (refused.TryGetValue(source, out var code))
                Reject(record, "source", source, code);
        }
        Records.RemoveAll(r => refused.ContainsKey(r.Source));
        _rows = null;
    }

    /// <summary>Rejects a row although it gave a record.</summary>
    public void Reject(ServiceRecord record, string field, string value, string code)
    {
        var row = RowOf(record);
        Reject(record, [RowErrors.Create(row.Line, field, value, code)]);
    }

    /// <inheritdoc cref="Reject(ServiceRecord, string, string, string)"/>
    public void Reject(ServiceRecord record, IReadOnlyList<RowError> errors)
    {
        var row = RowOf(record);
        Rejected.Add(row with { Errors = errors });
        Notices.RemoveAll(notice => notice.Line == row.Line);
    }

    /// <summary>The row of a record. Few are asked for: those that are stored already.</summary>
    public ParsedRow RowOf(ServiceRecord record) => (_rows ??= Records.ToDictionary(r => r.Record, r => r.Row))[record];
}
