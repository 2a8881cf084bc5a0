using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Archive;

/// <summary>The drafts that could not be built.</summary>
/// <param name="Count">All of them.</param>
/// <param name="Latest">The latest, at most <see cref="FailedDrafts.MostListed"/>.</param>
public sealed record FailedDraftList(int Count, IReadOnlyList<FailedDraft> Latest);

/// <summary>A draft that could not be built.</summary>
/// <param name="UnitName">At the end of the period.</param>
/// <param name="Language"><c>zh-CN</c> or <c>en</c>.</param>
/// <param name="FailedAt">The last attempt.</param>
/// <param name="Reason">As the program says it, in English.</param>
/// <param name="NextTry">When it is tried again by itself; a past instant means at once.</param>
public sealed record FailedDraft(
    int Id,
    string UnitName,
    ReportKey Key,
    string Language,
    DateTimeOffset FailedAt,
    string Reason,
    DateTimeOffset NextTry
);
