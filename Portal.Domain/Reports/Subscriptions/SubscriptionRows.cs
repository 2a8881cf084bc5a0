using Portal.Domain.Mail;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Subscriptions;

/// <param name="Unit">The unit's code.</param>
/// <param name="Span">Month, YearToMonth, Quarter or Year.</param>
/// <param name="Language"><c>zh-CN</c> or <c>en</c>.</param>
/// <param name="Address">The address without a name.</param>
/// <param name="Name">The recipient's name.</param>
/// <param name="Attach">The mail has the files attached; else it has links to them.</param>
/// <param name="SignedOnly">Sends the signed report only; else the draft on its day.</param>
public sealed record SubscriptionInput(
    string Unit,
    ReportSpan Span,
    string Language,
    string Address,
    string Name,
    bool Attach,
    bool SignedOnly
);

public sealed record SubscriptionRow(int Id, string UnitName, SubscriptionInput Input, string CreatedBy, DateTimeOffset CreatedAt);

/// <param name="Attempts">The number of attempts to send.</param>
/// <param name="NextAttemptAt">The time of the next attempt; null for none.</param>
/// <param name="Error">The error of the latest attempt; null when it did not fail.</param>
/// <param name="Files">The attached files; empty for links.</param>
/// <param name="Table">The saved table in the mail; null for a report.</param>
public sealed record ReportMail(
    int Id,
    string Unit,
    string UnitName,
    DateOnly From,
    DateOnly To,
    string Address,
    string ToName,
    MailState State,
    int Attempts,
    DateTimeOffset CreatedAt,
    DateTimeOffset? SentAt,
    DateTimeOffset? NextAttemptAt,
    string? Error,
    IReadOnlyList<ReportMailFile> Files,
    MailedTable? Table = null
);

/// <param name="Code">Part of its link.</param>
public sealed record MailedTable(string Code, string Name);

/// <param name="Hash">SHA-256 of what was sent, in hexadecimal.</param>
public sealed record ReportMailFile(string Name, string Hash);
