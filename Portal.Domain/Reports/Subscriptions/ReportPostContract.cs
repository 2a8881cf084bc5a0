using Portal.Domain.Access;
using Portal.Domain.Mail;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Domain.Reports.Subscriptions;

/// <summary>Keeps who gets which report by mail, and shows what became of the mails.</summary>
public interface IReportPost
{
    /// <summary>Mail is set up; subscriptions can be kept without, and wait.</summary>
    bool IsOn { get; }

    /// <summary>The subscriptions of the scope, by unit.</summary>
    Task<IReadOnlyList<SubscriptionRow>> SubscriptionsAsync(Actor actor, CancellationToken cancellation = default);

    /// <summary>Adds a subscription, or changes that of the same unit, span, language and address.</summary>
    /// <exception cref="ReportRefusedException"><c>report.unknown</c>, <c>address.invalid</c>, <c>name.required</c>, <c>span.invalid</c>, <c>language.unknown</c>.</exception>
    Task SubscribeAsync(Actor actor, SubscriptionInput input, CancellationToken cancellation = default);

    /// <summary>Ends a subscription; one that is not there, or out of scope, is passed over.</summary>
    Task UnsubscribeAsync(Actor actor, int id, CancellationToken cancellation = default);

    /// <summary>The latest mails with reports and saved tables of the scope, latest first, with what became of them.</summary>
    Task<IReadOnlyList<ReportMail>> MailsAsync(Actor actor, int most = 200, CancellationToken cancellation = default);

    /// <summary>Tries a mail again that was given up, or of which it is not known whether it arrived.</summary>
    /// <returns>False when it is not there, out of scope, or in no such state.</returns>
    Task<bool> RetryAsync(Actor actor, int mailId, CancellationToken cancellation = default);
}

/// <param name="Unit">The unit's code.</param>
/// <param name="Span">Month, YearToMonth, Quarter or Year.</param>
/// <param name="Language"><c>zh-CN</c> or <c>en</c>.</param>
/// <param name="Address">Of the mailbox, alone.</param>
/// <param name="Name">Of whoever reads it.</param>
/// <param name="Attach">The files come with the mail; else links to them.</param>
/// <param name="SignedOnly">Only once it is signed; else the draft of its day.</param>
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

/// <param name="Attempts">How often a server was asked to take it.</param>
/// <param name="NextAttemptAt">When it is tried again; null when it is not.</param>
/// <param name="Error">What the latest attempt failed of; null when it did not.</param>
/// <param name="Files">What it carries; empty for links.</param>
/// <param name="Table">The saved table that it is about; null for a report.</param>
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

/// <param name="Code">Stands in its link.</param>
public sealed record MailedTable(string Code, string Name);

/// <param name="Hash">SHA-256 of what was sent, in hexadecimal.</param>
public sealed record ReportMailFile(string Name, string Hash);
