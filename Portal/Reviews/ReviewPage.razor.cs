using System.Globalization;
using Microsoft.AspNetCore.Components;
using Microsoft.Extensions.Localization;
using Portal.Access;
using Portal.Access.Moves;
using Portal.Circuits;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Marks;
using Portal.Domain.Records;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;
using Portal.Domain.Signals;

namespace Portal.Reviews;

/// <summary>One bad review: what was rated and how, what happened, and what the reader may do now.</summary>
public sealed partial class ReviewPage
{
    private PageMoves? _moving;
    private ReviewFormatter? _format;
    private ReviewView? _review;
    private string _words = "";
    private string _rating = "";
    private DateOnly? _on;
    private string? _shown;
    private bool _isRead;
    private bool _mayWrite;
    private bool _mayDecide;
    private bool _mayReadRecord;

    /// <summary>The review's number, as the address has it.</summary>
    [Parameter]
    public string Number { get; set; } = "";

    [Inject]
    public required ReviewReader Reader { get; set; }

    [Inject]
    public required ReviewMoves Moves { get; set; }

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
    public required IStringLocalizer<ReviewsText> Texts { get; set; }

    private PageMoves Moving => _moving ??= new(Actors, Clock);

    private ReviewFormatter Format => _format ??= new(Texts, Time);

    private string Title => _review is { } review ? Texts["review", review.Id] : Texts["title"];

    /// <summary>0, which no review has, for what is no number.</summary>
    private long Id => long.TryParse(Number, NumberStyles.None, CultureInfo.InvariantCulture, out var id) ? id : 0;

    private bool MayAct => _mayWrite && _review is { AwaitsUnit: true };

    private bool MayDecide => _mayDecide && _review is { AwaitsOffice: true };

    /// <summary>The moves that the reader may make now, but for striking out, which is asked first.</summary>
    private IEnumerable<(string Name, bool IsPrimary)> Offered =>
        _review is { } review ? [.. MayAct ? OfUnit(review) : [], .. MayDecide ? OfOffice(review) : []] : [];

    protected override string Path => ReviewsAddress.Of(Id);

    protected override IEnumerable<WakeTopic> Topics => [WakeTopic.ReviewsChanged];

    protected override async Task OnParametersSetAsync()
    {
        if (_shown == Number)
            return;
        Moving.Forget();
        (_shown, _review) = (Number, null);
        Clear();
        await LoadAsync();
    }

    protected override async Task LoadAsync()
    {
        var actor = await Actors.GetAsync();
        var units = (await Opening.ReadAsync("reference", () => References.GetAsync())).Units;
        _review = await Opening.ReadAsync("review", () => Reader.FindAsync(actor, Id));
        _isRead = true;
        if (_review is not { } review)
            return;
        _mayWrite = May(Permissions.TasksWrite);
        _mayDecide = May(Permissions.TasksDecide);
        _mayReadRecord = May(RecordPermissions.Read(review.Stream));
        if (RendererInfo.IsInteractive)
            await Marks.NoteAsync(actor, TaskKeys.OfReview(review.Id), review.Revision);
        bool May(string permission) => actor.ScopeFor(permission).Contains(units, review.UnitId, Time.Today);
    }

    private static IEnumerable<(string, bool)> OfUnit(ReviewView review)
    {
        (string, bool)[] moves = review.State switch
        {
            ReviewState.Opened => [("reached", true), ("notReached", false)],
            ReviewState.Called => [("verify", true), ("dispute", false)],
            ReviewState.Mending => [("mend", true)],
            ReviewState.Mended => [("ask", true)],
            ReviewState.Asked or ReviewState.Disputed or ReviewState.Closed or ReviewState.StruckOut or ReviewState.Withdrawn => [],
        };
        // Another call is worth noting when none reached the citizen yet.
        return review.Reached is false ? [.. moves, ("reached", false)] : moves;
    }

    private static (string, bool)[] OfOffice(ReviewView review) =>
        review switch
        {
            { State: ReviewState.Disputed } => [("uphold", true)],
            { State: not ReviewState.Asked } => [],
            { SecondRating: null } => [("closeMended", true), ("closeNotMended", false), ("sendBack", false)],
            _ => [(BadReview.IsBad(review.SecondRating) ? "closeNotMended" : "closeMended", true), ("sendBack", false)],
        };

    private Task MoveAsync(string name) =>
        Moving.RunAsync(
            name,
            actor => AskAsync(name, actor),
            () =>
            {
                if (Moving.IsDone)
                    Clear();
                return LoadAsync();
            }
        );

    private Task<Refusal?> AskAsync(string name, Actor actor)
    {
        var seen = _review!.Revision;
        return name switch
        {
            "reached" => Moves.CallAsync(actor, Id, seen, reached: true, _words),
            "notReached" => Moves.CallAsync(actor, Id, seen, reached: false, _words),
            "verify" => Moves.VerifyAsync(actor, Id, seen, _words),
            "dispute" => Moves.DisputeAsync(actor, Id, seen, _words),
            "mend" => Moves.MendAsync(actor, Id, seen, _words),
            "ask" => Moves.AskAsync(actor, Id, seen, Second, _on ?? Time.Today, _words),
            "uphold" => Moves.UpholdAsync(actor, Id, seen, _words),
            "strikeOut" => Moves.StrikeOutAsync(actor, Id, seen, _words),
            "sendBack" => Moves.SendBackAsync(actor, Id, seen, _words),
            "closeMended" => Moves.CloseAsync(actor, Id, seen, isMended: true, _words),
            "closeNotMended" => Moves.CloseAsync(actor, Id, seen, isMended: false, _words),
            _ => throw new ArgumentOutOfRangeException(nameof(name), name, "No such move."),
        };
    }

    private int? Second => int.TryParse(_rating, NumberStyles.None, CultureInfo.InvariantCulture, out var rating) ? rating : null;

    private void Clear() => (_words, _rating, _on) = ("", "", Time.Today);
}
