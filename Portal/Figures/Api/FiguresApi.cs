using System.Globalization;
using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Refusals;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;

namespace Portal.Figures.Api;

/// <summary>Monthly figures for other systems: forms, owed sheets, and the figures themselves.</summary>
internal static class FiguresApi
{
    /// <summary>The most errors listed in one answer.</summary>
    private const int MostErrors = 1_000;

    public static void MapFigures(this IEndpointRouteBuilder routes)
    {
        var figures = routes.MapGroup("/figures").WithTags("Figures");
        figures.MapGet("/forms", FormsAsync).WithSummary("The forms and their cells.").RequireAuthorization(Permissions.FiguresRead);
        figures
            .MapGet("", StandingsAsync)
            .WithSummary("Where every owed sheet of a month stands.")
            .RequireAuthorization(Permissions.FiguresRead);
        figures
            .MapGet("/{form}/{unit}/{month}", ReadAsync)
            .WithSummary("The figures of one form, unit and month.")
            .RequireAuthorization(Permissions.FiguresRead);
        figures
            .MapPut("/{form}/{unit}/{month}", PutAsync)
            .WithSummary("Saves figures, and submits them when asked to.")
            .WithMetadata(new BodyLimit(SheetMessage.MostBytes))
            .RequireAuthorization(Permissions.FiguresWrite);
    }

    private static async Task<Ok<FormAnswer[]>> FormsAsync(IFigureReferences figures, CancellationToken cancellation) =>
        TypedResults.Ok((await figures.GetAsync(cancellation)).Forms.Select(FormAnswer.Of).ToArray());

    /// <param name="month">As <c>2014-10</c>.</param>
    /// <param name="request">The call.</param>
    /// <param name="user">The key.</param>
    /// <param name="standings">What is owed.</param>
    /// <param name="references">Units.</param>
    /// <param name="time">The district's clock.</param>
    /// <param name="cancellation">Ends with the call.</param>
    private static async Task<Results<Ok<StandingAnswer[]>, ProblemHttpResult>> StandingsAsync(
        string? month,
        HttpRequest request,
        ClaimsPrincipal user,
        SheetProgressReader standings,
        IReferenceReader references,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var query = new QueryReader(request.Query, nameof(month));
        if (!TryMonth(month, out var first))
            query.Refuse(nameof(month), "month.invalid", "required: a month such as 2014-10.");
        if (query.Problem is { } problem)
            return problem;
        var units = (await references.GetAsync(cancellation)).Units;
        var rows = await standings.ReadAsync(user.ToActor(time).ScopeFor(Permissions.FiguresRead), first, first, cancellation);
        return TypedResults.Ok(
            rows.Select(s => new StandingAnswer(
                    s.Form.Code,
                    units.Find(s.UnitId)!.Code,
                    Days.ToMonthText(s.Month),
                    s.State,
                    s.Deadline.Day,
                    s.IsLate,
                    s.FirstSubmittedAt is { } at ? time.ToLocal(at) : null
                ))
                .ToArray()
        );
    }

    private static async Task<Results<Ok<SheetAnswer>, ProblemHttpResult>> ReadAsync(
        string form,
        string unit,
        string month,
        ClaimsPrincipal user,
        SheetReader sheets,
        DistrictTime time,
        CancellationToken cancellation
    ) =>
        TryMonth(month, out var first) && await sheets.OpenAsync(user.ToActor(time), new(form, unit, first), cancellation) is { } view
            ? TypedResults.Ok(SheetAnswer.Of(view))
            : ApiProblems.Of(FigureRefusal.SheetUnknown);

    private static async Task<Results<Ok<SheetReceipt>, ProblemHttpResult>> PutAsync(
        string form,
        string unit,
        string month,
        SheetMessage message,
        ClaimsPrincipal user,
        SheetReader sheets,
        ISheetEntry entry,
        SheetMoves moves,
        DistrictTime time,
        CancellationToken cancellation
    )
    {
        var actor = user.ToActor(time);
        var key = new SheetKey(form, unit, TryMonth(month, out var first) ? first : default);
        if (await sheets.OpenAsync(actor, key, cancellation) is not { } view)
            return ApiProblems.Of(FigureRefusal.SheetUnknown);
        return await SaveAsync(actor, view, message, sheets, entry, moves, cancellation);
    }

    private static async Task<Results<Ok<SheetReceipt>, ProblemHttpResult>> SaveAsync(
        Actor actor,
        SheetView view,
        SheetMessage message,
        SheetReader sheets,
        ISheetEntry entry,
        SheetMoves moves,
        CancellationToken cancellation
    )
    {
        var all = message.Inputs(view);
        // Only the form's own cells take part in the transaction.
        var inputs = all.FindAll(input => view.Definition.Find(input.Code) is not null);
        var entered = await entry.SaveAsync(actor, view.Key, inputs, EntryOrigin.Api, cancellation);
        if (entered.Refusal is { } locked)
            return ApiProblems.Of(locked);
        var saved = entered.Value;
        var errors = saved
            .Cells.Zip(inputs)
            .Where(c => c.First.Result is CellResult.Refused or CellResult.Conflict)
            .Select(c => Error(view, c.First, c.Second))
            .Concat(all.Where(input => view.Definition.Find(input.Code) is null).Select(Unknown))
            .Take(MostErrors)
            .ToList();
        var rejected = all.Count - saved.Cells.Count(c => c.Result is CellResult.Saved or CellResult.Unchanged);

        var submission = message.Submit && rejected == 0 ? await moves.SubmitAsync(actor, view.Key, cancellation) : null;
        if (submission?.Refusal is { } refusal)
            return ApiProblems.Of(refusal);
        var submitted = submission?.Value;
        var findings =
            submitted?.Findings
            ?? (
                await sheets.OpenAsync(actor, view.Key, cancellation) is { } now
                    ? FormChecks.Run(now.Definition, now.Values, now.History)
                    : []
            );
        return TypedResults.Ok(
            new SheetReceipt(
                all.Count,
                saved.Cells.Count(c => c.Result == CellResult.Saved),
                saved.Cells.Count(c => c.Result == CellResult.Unchanged),
                rejected,
                submitted?.Submitted ?? false,
                saved.Revision,
                errors,
                findings
            )
            {
                ErrorsOmitted = rejected - errors.Count,
            }
        );
    }

    private static FigureError Unknown(CellInput input) =>
        FigureError.Of(input.Code, input.Text, FigureRefusal.CellUnknown.Code, FigureRefusal.CellUnknown.In(CultureInfo.InvariantCulture));

    private static FigureError Error(SheetView view, CellOutcome outcome, CellInput input)
    {
        var code = outcome.Problem ?? "cell.conflict";
        var message = code switch
        {
            "cell.conflict" => "Somebody saved another value meanwhile; read again and decide.",
            "comment.tooLong" => "The comment is too long.",
            "comment.unprintable" => "The comment has characters that cannot be stored.",
            _ => TraitRules.Message(code, view.Definition.Find(outcome.Code)!.Traits, FigureError.Shown(input.Text)),
        };
        return FigureError.Of(outcome.Code, input.Text, code, message);
    }

    private static bool TryMonth(string? text, out DateOnly month) => Days.TryParseMonth(text, out month);
}
