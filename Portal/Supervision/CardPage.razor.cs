using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Marks;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;
using Portal.Domain.Supervision.Cards;
using Portal.Domain.Supervision.Handling;
using Portal.Domain.Supervision.Rules;
using Portal.Records.Lists;

namespace Portal.Supervision;

/// <summary>One card: why it was issued, what happened to it, and what the reader may do now.</summary>
public sealed partial class CardPage
{
    private PageMoves? _moving;
    private CardFormatter? _format;
    private CardView? _card;
    private string? _recordAddress;
    private string _words = "";
    private string? _shown;
    private bool _isRead;
    private bool _mayWrite;
    private bool _mayDecide;
    private UnitTree? _units;
    private UnitScope _scope = UnitScope.Nothing;
    private string _name = "";
    private string? _receiver;

    /// <summary>The card's number, as the address has it.</summary>
    [Parameter]
    public string Number { get; set; } = "";

    [Inject]
    public required CardReader Reader { get; set; }

    [Inject]
    public required CardMoves Moves { get; set; }

    [Inject]
    public required CardBatches Batches { get; set; }

    [Inject]
    public required ReadMarks Marks { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<SupervisionText> Texts { get; set; }

    [Inject]
    public required TimeProvider Clock { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    private CardFormatter Format => _format ??= new(Texts, Time);

    private string Title => _card is { } card ? Texts["card", Format.Level(card.Level), card.Id] : Texts["list"];

    /// <summary>0, which no card has, for what is no number.</summary>
    private long Id => long.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private bool MayAct => _mayWrite && _card is { State: CardState.Issued } or { AwaitsAnswer: true };

    private bool MayContest => _mayWrite && _card is { State: CardState.Issued or CardState.Acknowledged or CardState.Answered };

    private bool MayDecide => _mayDecide && _card is { State: not CardState.Withdrawn };

    /// <summary>Whether the office may order the unit to mend what the card is about: of a red card also when it was closed.</summary>
    private bool MayBeMended =>
        _card
            is { Level: CardLevel.Red, State: not CardState.Withdrawn }
                or { Level: CardLevel.Yellow, State: not (CardState.Closed or CardState.Withdrawn) };

    private bool MaySay => (_mayWrite || _mayDecide) && _card is { IsOpen: true };

    private bool MayEscalate => (_mayWrite || _mayDecide) && _card is { AwaitsAnswer: true, NextDesk: not null };

    private bool MayHandOver => (_mayWrite || _mayDecide) && _card is { IsWithUnit: true };

    /// <summary>The last move was an acknowledgement or a hand-over of the reader, just now.</summary>
    private bool MayTakeBack =>
        _card is { Steps: [.., { StateBefore: not null } last] }
        && last.By == _name
        && Time.Now - last.At <= SupervisionCard.TakenBackWithin;

    private bool NeedsWords => MayDecide || MayContest || MaySay;

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Number)
            return;
        Moving.Forget();
        (_shown, _card, _words, _receiver) = (Number, null, "", null);
        await LoadAsync();
    }

    private async Task LoadAsync()
    {
        var actor = await Actors.GetAsync();
        var units = (await Opening.ReadAsync("reference", () => References.GetAsync())).Units;
        _card = await Opening.ReadAsync("card", () => Reader.FindAsync(actor, Id));
        (_isRead, _units, _name, _scope) = (true, units, actor.Name, Both(actor));
        if (_card is not { } card)
            return;
        _mayWrite = actor.ScopeFor(Permissions.CardsWrite).Contains(units, card.UnitId, Time.Today);
        _mayDecide = actor.ScopeFor(Permissions.CardsDecide).Contains(units, card.UnitId, Time.Today);
        if (RendererInfo.IsInteractive)
            await Marks.NoteAsync(actor, TaskKeys.OfCard(card.Id), card.Revision);
        var stream = card.Subject switch
        {
            CardSubject.Case => RecordStream.Cases,
            CardSubject.Appeal => RecordStream.Appeals,
        };
        _recordAddress = actor.ScopeFor(RecordPermissions.Read(stream)).Contains(units, card.UnitId, Time.Today)
            ? RecordsAddress.OfRecord(stream, card.Evidence.Source, card.Evidence.CaseNo)
            : null;
    }

    private Task AcknowledgeAsync() => MoveAsync("acknowledge", actor => Moves.AcknowledgeAsync(actor, Id));

    private Task AnswerAsync() => MoveAsync("answer", actor => Moves.AnswerAsync(actor, Id, _words));

    private Task ContestAsync() => MoveAsync("contest", actor => Moves.ContestAsync(actor, Id, _words));

    private Task CloseAsync() => MoveAsync("close", actor => Moves.CloseAsync(actor, Id, _card!.Revision, _words));

    private Task SendBackAsync() => MoveAsync("sendBack", actor => Moves.SendBackAsync(actor, Id, _card!.Revision, _words));

    private Task UpholdAsync() => MoveAsync("uphold", actor => Moves.UpholdAsync(actor, Id, _card!.Revision, _words));

    private Task WithdrawAsync() => MoveAsync("withdraw", actor => Moves.WithdrawAsync(actor, Id, _words));

    private Task CommentAsync() => MoveAsync("comment", actor => Moves.CommentAsync(actor, Id, _card!.Revision, _words));

    private Task EscalateAsync() => MoveAsync("escalate", actor => Moves.EscalateAsync(actor, Id, _card!.Revision, _words));

    private Task HandOverAsync() =>
        MoveAsync("handOver", async actor => One(await Batches.HandOverAsync(actor, Seen, _receiver ?? "", _words)));

    private Task TakeBackAsync() => MoveAsync("undo", async actor => One(await Batches.TakeBackAsync(actor, Seen)));

    private SeenCard[] Seen => [new(Id, _card!.Revision)];

    private static Refusal? One(Outcome<IReadOnlyList<CardOutcome>> outcome) => outcome.Refusal ?? outcome.Value[0].Refusal;

    private static UnitScope Both(Actor actor) => actor.ScopeFor(Permissions.CardsWrite).Or(actor.ScopeFor(Permissions.CardsDecide));

    private Task MoveAsync(string name, Func<Actor, Task<Refusal?>> move) =>
        Moving.RunAsync(
            name,
            move,
            () =>
            {
                if (Moving.IsDone)
                    (_words, _receiver) = ("", null);
                return LoadAsync();
            }
        );

    private IEnumerable<(string Label, string Value)> Known(CardEvidence evidence)
    {
        yield return (Texts["record"], $"{evidence.CaseNo} · {evidence.Source}");
        yield return (Texts["item"], evidence.ItemName ?? CardFormatter.Missing);
        yield return (Texts["unit"], $"{evidence.UnitName} ({evidence.Unit})");
        yield return (Texts["accepted"], Format.Instant(evidence.AcceptedAt));
        if (evidence.FirstReplyAt is not null || _card is { Subject: CardSubject.Appeal })
            yield return (Texts["firstReply"], Format.Instant(evidence.FirstReplyAt));
        yield return (Texts["due.promised"], Format.Due(evidence.DueAt));
        yield return (Texts["due.statutory"], Format.Due(evidence.StatutoryDueAt));
        yield return (Texts["closed"], Format.Instant(evidence.ClosedAt));
        if (evidence.Suspensions is { } suspensions)
            yield return (Texts["suspensions"], suspensions);
        if (evidence.ExtensionDays > 0)
            yield return (Texts["extension"], Texts["days", evidence.ExtensionDays]);
        yield return (Texts["at"], Format.Instant(_card!.At));
    }
}
