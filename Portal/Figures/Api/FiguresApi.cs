using System.Security.Claims;
using Microsoft.AspNetCore.Http.HttpResults;
using Portal.Access;
using Portal.Api;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;
using Portal.Domain.Figures.Checks;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Figures.Sheets;
using Portal.Domain.Shared;

namespace Portal.Figures.Api;

/// <summary>Monthly figures for other systems: what is asked, what is owed, and the figures themselves.</summary>
internal static class FiguresApi
{
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
        SheetStandings standings,
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
            : Unknown();

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
            return Unknown();
        try
        {
            return await SaveAsync(actor, view, message, sheets, entry, moves, cancellation);
        }
        catch (SheetRefusedException refused)
        {
            return refused.Code == "sheet.unknown"
                ? Unknown()
                : ApiProblems.Of(
                    StatusCodes.Status409Conflict,
                    refused.Code,
                    "The sheet is submitted or approved; it must be returned or amended first."
                );
        }
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
        var values = message.Values ?? new Dictionary<string, System.Text.Json.JsonElement>();
        var codes = values.Keys.Union(message.Comments?.Keys ?? [], StringComparer.Ordinal).ToList();
        var inputs = codes.ConvertAll(code => new CellInput(
            code,
            values.TryGetValue(code, out var value) ? SheetMessage.Text(value) ?? value.GetRawText() : null,
            message.Comments?.GetValueOrDefault(code),
            view.Cells.GetValueOrDefault(code)?.Revision ?? 0
        ));
        var saved = await entry.SaveAsync(actor, view.Key, inputs, EntryOrigin.Api, cancellation);
        var errors = saved
            .Cells.Zip(inputs)
            .Where(c => c.First.Result is CellResult.Refused or CellResult.Conflict)
            .Select(c => Error(view, c.First, c.Second))
            .ToList();

        var submitted = message.Submit && errors.Count == 0 ? await moves.SubmitAsync(actor, view.Key, cancellation) : null;
        var findings =
            submitted?.Findings
            ?? (
                await sheets.OpenAsync(actor, view.Key, cancellation) is { } now
                    ? FormChecks.Run(now.Definition, now.Values, now.History)
                    : []
            );
        return TypedResults.Ok(
            new SheetReceipt(
                inputs.Count,
                saved.Cells.Count(c => c.Result == CellResult.Saved),
                saved.Cells.Count(c => c.Result == CellResult.Unchanged),
                errors.Count,
                submitted?.Submitted ?? false,
                saved.Revision,
                errors,
                findings
            )
        );
    }

    private static FigureError Error(SheetView view, CellOutcome outcome, CellInput input)
    {
        var code = outcome.Problem ?? "cell.conflict";
        var message = code switch
        {
            "cell.conflict" => "Somebody saved another value meanwhile; read again and decide.",
            "cell.unknown" => "The form has no such cell.",
            "comment.tooLong" => "The comment is too long.",
            _ => TraitRules.Message(code, view.Definition.Find(outcome.Code)!.Traits, input.Text),
        };
        return new(outcome.Code, input.Text, code, message);
    }

    private static bool TryMonth(string? text, out DateOnly month) => Days.TryParse(text + "-01", out month);

    private static ProblemHttpResult Unknown() =>
        ApiProblems.Of(
            StatusCodes.Status404NotFound,
            "sheet.unknown",
            "There is no such form, unit or month, the unit does not owe the form then, or it is out of the key's scope."
        );
}
