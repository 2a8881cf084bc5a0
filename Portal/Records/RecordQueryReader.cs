using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Api;
using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Records.Lists;

namespace Portal.Records;

/// <summary>Reads the filter of a list of records from the query of a call, and collects all errors.</summary>
internal sealed class RecordQueryReader(IQueryCollection values, ReferenceData reference, DistrictTime time)
{
    private readonly QueryReader _query = new(
        values,
        [.. typeof(RecordParameters).GetProperties().Select(p => System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name))]
    );

    public ReferenceData Reference { get; } = reference;

    /// <inheritdoc cref="QueryReader.Problem"/>
    public ProblemHttpResult? Problem => _query.Problem;

    public RecordFilter Filter(RecordStream stream, UnitScope scope) =>
        new(stream)
        {
            UnitId = _query.Unit("unit", Reference, scope, time.Today)?.Id,
            Structure = _query.Word<RecordStructure>("structure") ?? RecordStructure.Today,
            Own = _query.Flag("own") ?? false,
            From = _query.Day("from"),
            To = _query.Day("to"),
            Basis = _query.Word<RecordBasis>("basis") ?? RecordBasis.Accepted,
            ItemId = Known("item", "no item has this code.", code => Reference.Items.Find(code)?.Id),
            DepartmentId = Known("department", "no unit has this code.", code => Reference.Units.Find(code)?.Id),
            Kind = _query.Word<ItemKind>("kind"),
            Channel = _query.Word<Channel>("channel"),
            Mode = _query.Word<ServiceMode>("mode"),
            Open = _query.Flag("open"),
            Overdue = _query.Flag("overdue"),
            Doubtful = _query.Flag("doubtful"),
            DueWithinDays = _query.Text("due") is null ? null : _query.Number("due", 0, 0, RecordsAddress.MostDueDays),
            OnTheSpot = _query.Flag("onTheSpot"),
            Ratings = _query.Text("rating") is null ? null : [(byte)_query.Number("rating", 1, 1, 5)],
            Outcome = _query.Word<CaseOutcome>("outcome"),
            Measure = _query.Word<RecordMeasure>("measure"),
            AsOf = _query.Instant("asOf", time),
            Source = _query.Text("source"),
            CaseNo = _query.Text("caseNo"),
        };

    public RecordOrder Order()
    {
        if (_query.Text("sort") is not { } text)
            return RecordOrder.Default;
        if (ApiNames<RecordSort>.TryParse(text.TrimStart('-'), out var by))
            return new(by, text.StartsWith('-'));
        _query.Refuse(
            "sort",
            "word.unknown",
            $"expected one of {string.Join(", ", ApiNames<RecordSort>.All)}, or one with a minus before."
        );
        return RecordOrder.Default;
    }

    /// <summary>The largest number of records of a page.</summary>
    public int Most() => _query.Number("limit", 100, 1, 1_000);

    public RecordCursor? Cursor()
    {
        if (_query.Text("after") is not { } text)
            return null;
        if (RecordCursorText.TryParse(text, out var cursor))
            return cursor;
        _query.Refuse("after", "cursor.invalid", "expected the next of the page before.");
        return null;
    }

    private int? Known(string name, string message, Func<string, int?> find)
    {
        if (_query.Text(name) is not { } code)
            return null;
        if (find(code) is { } id)
            return id;
        _query.Refuse(name, $"{name}.unknown", message);
        return null;
    }
}
