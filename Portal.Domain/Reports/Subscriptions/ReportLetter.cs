using System.Globalization;
using Portal.Domain.Documents.Content;
using Portal.Domain.Mail;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Wording;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.Subscriptions;

/// <summary>Writes the mail with a report, in the language of the subscription.</summary>
/// <param name="subscription">The recipient's subscription.</param>
/// <param name="unit">The unit's code and name.</param>
/// <param name="key">The report.</param>
/// <param name="number">The number of a signed report; null for a draft.</param>
/// <param name="link">The portal's address; null leaves links out.</param>
internal sealed class ReportLetter(ReportSubscription subscription, string unit, ReportKey key, int? number, Uri? link)
{
    private readonly LetterWords _words = new(ReportLanguages.Find(subscription.Language)!);

    /// <param name="mailKey">The key of the mail.</param>
    /// <param name="files">None for a mail with links.</param>
    /// <param name="now">The time of writing.</param>
    public OutgoingMail Mail(ReportMailKey mailKey, IReadOnlyCollection<ReportFile> files, DateTimeOffset now)
    {
        var mail = new OutgoingMail
        {
            Key = mailKey.ToString(),
            To = subscription.Address,
            ToName = subscription.Name,
            Subject = Say(number is null ? "subject.draft" : "subject", unit, _words.Period(key)),
            Body = Body(files.Count > 0),
            CreatedAt = now,
            NextAttemptAt = now,
        };
        mail.Attachments.AddRange(
            files.Select(f => new OutgoingAttachment
            {
                FileName = f.Name,
                ContentType = f.ContentType,
                Content = f.Content,
                Hash = ReportFiles.Hash(f.Content),
            })
        );
        return mail;
    }

    private string Body(bool attached)
    {
        List<string> lines =
        [
            Say("greeting", subscription.Name),
            "",
            Say(number is null ? "draft" : "signed", unit, _words.Period(key)),
            "",
        ];
        if (attached)
            lines.AddRange([Say("attached"), ""]);
        else if (link is not null)
            lines.AddRange([Say("links"), .. ReportFiles.Formats.Select(Link), ""]);
        else
            lines.AddRange([Say("portal"), ""]);
        lines.Add(Say("sender"));
        return string.Join("\r\n", lines);
    }

    private string Link(ReportFormat format)
    {
        var period = $"unit={Uri.EscapeDataString(key.Unit)}&from={Days.ToMonthText(key.From)}&month={Days.ToMonthText(key.To)}";
        var file = $"&format={ReportFiles.Extension(format)[1..]}&language={_words.Language.Name}";
        var signed = number is { } n ? string.Create(CultureInfo.InvariantCulture, $"&number={n}") : "";
        return new Uri(link!, "reports/files?" + period + file + signed).ToString();
    }

    private string Say(string name, params object[] arguments) => _words.Say(name, arguments);
}
