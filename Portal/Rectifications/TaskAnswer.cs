using System.Globalization;
using Portal.Domain.Evidence;
using Portal.Domain.Rectifications;
using Portal.Domain.Shared;

namespace Portal.Rectifications;

/// <summary>The kinds of tasks that a unit is given.</summary>
public enum TaskKind
{
    /// <summary>A rectification order.</summary>
    Rectification,
}

/// <summary>A task in the API.</summary>
/// <param name="Id">Unique among all kinds, such as <c>rectification-12</c>.</param>
/// <param name="Kind">rectification.</param>
/// <param name="Number">Its number among its kind; rises with the time of the order.</param>
/// <param name="Unit">Code of the unit that has to act.</param>
/// <param name="State">ordered, submitted, closed or withdrawn.</param>
/// <param name="Overdue">The last day passed without a submission.</param>
/// <param name="Problem">What is wrong.</param>
/// <param name="Basis">The law or standard that it breaks.</param>
/// <param name="Deadline">The last day to submit.</param>
/// <param name="Round">1, and one more each time it was sent back.</param>
/// <param name="Revision">To be sent along with a submission.</param>
/// <param name="CardId">The card from which it follows; null without one.</param>
/// <param name="OrderedBy">Who ordered it.</param>
/// <param name="OrderedAt">When it was ordered.</param>
/// <param name="SubmittedAt">When the unit submitted what the office looks at; null before.</param>
/// <param name="Steps">Its history in order; null in lists.</param>
/// <param name="Evidence">Its files in order; null in lists.</param>
public sealed record TaskAnswer(
    string Id,
    TaskKind Kind,
    long Number,
    string Unit,
    RectificationState State,
    bool Overdue,
    string Problem,
    string Basis,
    DateOnly Deadline,
    int Round,
    int Revision,
    long? CardId,
    string OrderedBy,
    DateTimeOffset OrderedAt,
    DateTimeOffset? SubmittedAt,
    IReadOnlyList<TaskStep>? Steps,
    IReadOnlyList<TaskEvidence>? Evidence
)
{
    private const string Prefix = "rectification-";

    internal static TaskAnswer Of(RectificationView order, DistrictTime time, bool isWhole) =>
        new(
            string.Create(CultureInfo.InvariantCulture, $"{Prefix}{order.Id}"),
            TaskKind.Rectification,
            order.Id,
            order.UnitCode,
            order.State,
            order.IsOverdue,
            order.Problem,
            order.Basis,
            order.Deadline,
            order.Round,
            order.Revision,
            order.CardId,
            order.OrderedBy,
            time.ToLocal(order.OrderedAt),
            order.SubmittedAt is { } at ? time.ToLocal(at) : null,
            isWhole ? [.. order.Steps.Select(step => TaskStep.Of(step, time))] : null,
            isWhole ? [.. order.Evidence.Select(file => TaskEvidence.Of(file, time))] : null
        );

    /// <summary>The number of a rectification order; null for what is no id of one.</summary>
    internal static long? NumberOf(string id) =>
        id.StartsWith(Prefix, StringComparison.Ordinal)
        && long.TryParse(id.AsSpan(Prefix.Length), NumberStyles.None, CultureInfo.InvariantCulture, out var number)
            ? number
            : null;
}

/// <summary>A step of a task in the API.</summary>
/// <param name="Action">ordered, submitted, sentBack, closed, withdrawn or commented.</param>
/// <param name="Before">The state before; null of the first step.</param>
/// <param name="After">The state after.</param>
/// <param name="DeadlineBefore">The last day before; null of the first step.</param>
/// <param name="DeadlineAfter">The last day after.</param>
/// <param name="Text">What was said; null where nothing was.</param>
/// <param name="By">Who made it.</param>
/// <param name="At">When.</param>
public sealed record TaskStep(
    RectificationAction Action,
    RectificationState? Before,
    RectificationState After,
    DateOnly? DeadlineBefore,
    DateOnly DeadlineAfter,
    string? Text,
    string By,
    DateTimeOffset At
)
{
    internal static TaskStep Of(RectificationStep step, DistrictTime time) =>
        new(step.Action, step.Before, step.After, step.DeadlineBefore, step.DeadlineAfter, step.Text, step.By, time.ToLocal(step.At));
}

/// <summary>A file of evidence in the API.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Round">The round in which it was added.</param>
/// <param name="Name">Its name.</param>
/// <param name="Type">Its media type.</param>
/// <param name="Length">In bytes.</param>
/// <param name="Sha256">The hash of its bytes, in hexadecimal digits.</param>
/// <param name="By">Who added it.</param>
/// <param name="At">When.</param>
public sealed record TaskEvidence(long Id, int Round, string Name, string Type, int Length, string Sha256, string By, DateTimeOffset At)
{
    internal static TaskEvidence Of(EvidenceView file, DistrictTime time) =>
        new(file.Id, file.Round, file.Name, file.Type.MediaType(), file.Length, file.Sha256, file.AddedBy, time.ToLocal(file.AddedAt));
}
