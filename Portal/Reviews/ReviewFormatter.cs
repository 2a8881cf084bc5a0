using System.Globalization;
using Microsoft.Extensions.Localization;
using Portal.Controls;
using Portal.Domain.Reviews;
using Portal.Domain.Shared;

namespace Portal.Reviews;

/// <summary>The texts of a bad review in the reader's language.</summary>
internal sealed class ReviewFormatter(IStringLocalizer<ReviewsText> text, DistrictTime time)
{
    /// <summary>The state; of a closed one also whether it was mended.</summary>
    public string State(ReviewView review) =>
        review.State == ReviewState.Closed ? text[review.IsMended ? "closed.mended" : "closed.notMended"] : State(review.State);

    public string State(ReviewState state) => text[$"state.{state}"];

    /// <summary>The state by a sign as well: colour alone says nothing to some.</summary>
    public static string Sign(ReviewView review) =>
        review switch
        {
            { IsLate: true } => "■",
            { AwaitsUnit: true } => "▲",
            { AwaitsOffice: true } => "○",
            { IsMended: true } => "✓",
            _ => "–",
        };

    /// <summary>The class of the colour of a review's state.</summary>
    public static string Tone(ReviewView review) =>
        review switch
        {
            { IsLate: true } => "red-card",
            { AwaitsUnit: true } => "warning",
            _ => "quiet",
        };

    /// <summary>A grade in words with its number; a dash without one.</summary>
    public string Grade(byte? rating) =>
        rating is { } given ? text[string.Create(CultureInfo.InvariantCulture, $"grade.{given}")] : NumberTexts.Missing;

    /// <summary>The instant in local time, to the minute.</summary>
    public string Instant(DateTimeOffset instant) => time.ToText(instant);

    /// <summary>The end of the time that runs; a dash when the unit has nothing to do.</summary>
    public string Due(DateTimeOffset? due) => due is { } at ? time.ToDueText(at) : NumberTexts.Missing;

    /// <summary>Whether the citizen was called in time, late, or not yet.</summary>
    public string Call(ReviewView review) =>
        review.CalledAt is not { } called ? text["call.none", Due(review.CallDueAt)]
        : called > review.CallDueAt ? text["call.late", Instant(called), Due(review.CallDueAt)]
        : Instant(called);

    /// <summary>The state before and after a step; only that after it for the first.</summary>
    public string Change(ReviewStep step) =>
        step.Before is { } before && before != step.After ? text["change", State(before), State(step.After)] : State(step.After);

    /// <summary>What a step found out, beside its words; null for most.</summary>
    public string? Result(ReviewStep step) =>
        step switch
        {
            { Reached: { } reached } => text[reached ? "reached.yes" : "reached.no"].Value,
            { On: { } day } => text["asked", Days.ToText(day), step.Rating is { } rating ? Grade(rating) : text["asked.none"].Value].Value,
            { IsMended: { } mended } => text[mended ? "closed.mended" : "closed.notMended"].Value,
            _ => null,
        };

    /// <summary>What was said in a step; null where nothing was.</summary>
    public string? Words(ReviewStep step) => step.Text == ReviewReasons.RatingCorrected ? text["rating.corrected"].Value : step.Text;
}
