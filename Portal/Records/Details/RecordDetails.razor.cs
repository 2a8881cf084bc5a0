using Microsoft.AspNetCore.Components;
using Portal.Access;
using Portal.Circuits;
using Portal.Domain.Catalogue;
using Portal.Domain.Records;
using Portal.Domain.Records.Changes;
using Portal.Domain.Records.Lists;
using Portal.Domain.Shared;
using Portal.Records.Lists;

namespace Portal.Records.Details;

/// <summary>One record: what is known of it, what happened to it, and why it is due when it is.</summary>
public sealed partial class RecordDetails
{
    private RecordWithHistory? _read;
    private RecordFormatter? _format;
    private IReadOnlyList<TimelineEvent> _events = [];
    private IReadOnlyList<(string Code, string Name)> _path = [];
    private LimitTrace? _trace;
    private (RecordStream, string, string)? _shown;
    private bool _isRead;

    [Parameter, EditorRequired]
    public required RecordStream Stream { get; set; }

    [Parameter, EditorRequired]
    public required string Source { get; set; }

    [Parameter, EditorRequired]
    public required string CaseNo { get; set; }

    /// <summary>The query of the list that the record was opened from; null when it was opened otherwise.</summary>
    [SupplyParameterFromQuery(Name = RecordsAddress.ListParameter)]
    private string? ListQuery { get; set; }

    [Inject]
    private RecordHistory History { get; set; } = default!;

    [Inject]
    private IReferenceReader References { get; set; } = default!;

    [Inject]
    private CurrentActor Actors { get; set; } = default!;

    [Inject]
    private PrerenderHandover Opening { get; set; } = default!;

    [Inject]
    private DistrictTime Time { get; set; } = default!;

    private RecordsAddress List =>
        RecordsAddress.Parse(RecordsAddress.PathOf(Stream) + (ListQuery is { Length: > 0 } query ? $"?{query}" : ""));

    private string ListTitle => Text[Stream == RecordStream.Cases ? "cases.title" : "appeals.title"];

    private RecordFormatter Format => _format!;

    private ChangeFormatter Changed => new(Format, Time);

    protected override async Task OnParametersSetAsync()
    {
        var wanted = (Stream, Source, CaseNo);
        if (_shown == wanted)
            return;
        (_shown, _read, _path, _isRead) = (wanted, null, [], false);
        var actor = await Actors.GetAsync();
        var reference = await Opening.ReadAsync("reference", () => References.GetAsync());
        var read = await Opening.ReadAsync("record", () => History.ReadAsync(actor, wanted.Stream, wanted.Source, wanted.CaseNo));
        if (_shown != wanted)
            return; // another record was opened meanwhile
        (_read, _isRead) = (read, true);
        if (_read is null)
            return;
        var record = _read.Found.Record;
        _format = new(reference, Time, Text, Metric);
        _events = new RecordTimeline(_format, Text, Time).Of(_read);
        _trace = new RecordDerivation(reference, Time).Explain(record);
        var scope = actor.ScopeFor(RecordPermissions.Read(Stream));
        _path = UnitPath.To(reference.Units, record.UnitId, record.AcceptedDay, scope, Time.Today);
    }

    private IEnumerable<(string Label, string Value)> Known(FoundRecord found)
    {
        var record = found.Record;
        return
        [
            (Text["source"], found.Source),
            (Text["unit"], $"{Format.Unit(record)} ({Format.UnitCode(record)})"),
            (Text["item"], Format.ItemCode(record) is { } code ? $"{Format.Item(record)} ({code})" : RecordFormatter.Missing),
            (Text["department"], Format.Department(record)),
            (Text["channel"], Format.Channel(record.Channel)),
            (Text["mode"], Format.Mode(record.ServiceMode)),
            .. Stream == RecordStream.Appeals
                ?
                [
                    (Text["appealSource"].Value, Format.Origin(record.AppealSource)),
                    (Text["record.firstReply"].Value, Format.Instant(record.FirstReplyAt)),
                ]
                : Array.Empty<(string, string)>(),
            (Text["accepted"], Format.Instant(record.AcceptedAt)),
            (Text["dueAt"], Format.Due(record.DueAt)),
            (Text["closed"], Format.Instant(record.ClosedAt)),
            (Text["outcome"], Format.Outcome(record.Outcome)),
            (Text["used"], Format.InDays(record.UsedMinutes)),
            (Text["limit"], Format.InDays(record.StatutoryMinutes)),
            (Text["record.suspensions"], record.SuspensionsText ?? RecordFormatter.Missing),
            (Text["record.extension"], record.ExtensionDays == 0 ? RecordFormatter.Missing : Text["days", record.ExtensionDays]),
            (Text["rating"], Format.Grade(record.Satisfaction)),
        ];
    }
}
