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
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Rectifications;

/// <summary>One order: what has to be mended and by when, what happened, its evidence, and what the reader may do now.</summary>
public sealed partial class RectificationPage
{
    private PageMoves? _moving;
    private RectificationFormatter? _format;
    private RectificationView? _order;
    private ReferenceData? _reference;
    private string _words = "";
    private DateOnly? _deadline;
    private string? _receiver;
    private UnitScope _scope = UnitScope.Nothing;
    private string? _shown;
    private bool _isRead;
    private bool _mayWrite;
    private bool _mayDecide;
    private bool _mayReadCards;

    /// <summary>The order's number, as the address has it.</summary>
    [Parameter]
    public string Number { get; set; } = "";

    [Inject]
    public required ReadMarks Marks { get; set; }

    [Inject]
    public required RectificationReader Reader { get; set; }

    [Inject]
    public required RectificationMoves Moves { get; set; }

    [Inject]
    public required IReferenceReader References { get; set; }

    [Inject]
    public required CurrentActor Actors { get; set; }

    [Inject]
    public required PrerenderHandover Opening { get; set; }

    [Inject]
    public required DistrictTime Time { get; set; }

    [Inject]
    public required IStringLocalizer<RectificationsText> Texts { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    private RectificationFormatter Format => _format ??= new(Texts, Time);

    private string Title => _order is { } order ? Texts["order", order.Id] : Texts["title"];

    /// <summary>0, which no order has, for what is no number.</summary>
    private long Id => long.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private bool MaySubmit => _mayWrite && _order is { AwaitsUnit: true };

    private bool MayDecide => _mayDecide && _order is { AwaitsOffice: true };

    private bool MayWithdraw => _mayDecide && _order is { IsOpen: true };

    private bool MayComment => (_mayWrite || _mayDecide) && _order is { IsOpen: true };

    private bool MayHandOver => (_mayWrite || _mayDecide) && _order is { AwaitsUnit: true };

    private string? Left =>
        _order is not { } order || Format.Left(order) is not { } left ? null
        : _reference is { } reference && Format.WorkingDaysLeft(order, reference.Calendar) is { } working ? $"{left} {working}"
        : left;

    protected override string Path => RectificationsAddress.Of(Id);

    protected override IEnumerable<WakeTopic> Topics => [WakeTopic.RectificationsChanged];

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Number)
            return;
        Moving.Forget();
        (_shown, _order, _words, _deadline, _receiver) = (Number, null, "", null, null);
        await LoadAsync();
    }

    protected override async Task LoadAsync()
    {
        var actor = await Actors.GetAsync();
        _reference = await Opening.ReadAsync("reference", () => References.GetAsync());
        _order = await Opening.ReadAsync("order", () => Reader.FindAsync(actor, Id));
        _isRead = true;
        if (_order is not { } order)
            return;
        _mayWrite = May(Permissions.TasksWrite);
        _mayDecide = May(Permissions.TasksDecide);
        _scope = actor.ScopeFor(Permissions.TasksWrite).Or(actor.ScopeFor(Permissions.TasksDecide));
        _mayReadCards = May(Permissions.CardsRead);
        if (RendererInfo.IsInteractive)
            await Marks.NoteAsync(actor, TaskKeys.OfOrder(order.Id), order.Revision);
        bool May(string permission) => actor.ScopeFor(permission).Contains(_reference.Units, order.UnitId, Time.Today);
    }

    private Task SubmitAsync() => MoveAsync("submit", actor => Moves.SubmitAsync(actor, Id, _order!.Revision, _words));

    private Task CloseAsync() => MoveAsync("close", actor => Moves.CloseAsync(actor, Id, _order!.Revision, _words));

    // Without a new day the old one stays; if it has passed, that is refused.
    private Task SendBackAsync() =>
        MoveAsync("sendBack", actor => Moves.SendBackAsync(actor, Id, _order!.Revision, _words, _deadline ?? _order.Deadline));

    private Task WithdrawAsync() => MoveAsync("withdraw", actor => Moves.WithdrawAsync(actor, Id, _order!.Revision, _words));

    private Task CommentAsync() => MoveAsync("comment", actor => Moves.CommentAsync(actor, Id, _order!.Revision, _words));

    private Task HandOverAsync() =>
        MoveAsync("handOver", actor => Moves.HandOverAsync(actor, Id, _order!.Revision, _receiver ?? "", _words));

    private string? Moved(RectificationStep step) =>
        step is { FromUnitId: { } from, ToUnitId: { } to } && _reference?.Units is { } units
            ? Texts["moved", units.NameAt(from, Time.Today), units.NameAt(to, Time.Today)].Value
            : null;

    private Task MoveAsync(string name, Func<Actor, Task<Refusal?>> move) =>
        Moving.RunAsync(
            name,
            move,
            () =>
            {
                if (Moving.IsDone)
                    (_words, _deadline, _receiver) = ("", null, null);
                return LoadAsync();
            }
        );
}
