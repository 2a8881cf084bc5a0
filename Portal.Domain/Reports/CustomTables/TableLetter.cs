using Portal.Domain.Access;
using Portal.Domain.Mail;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Wording;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>Words the mail that a saved table comes with.</summary>
/// <param name="saved">Which table.</param>
/// <param name="key">Of which unit and months.</param>
/// <param name="title">What the table says of itself.</param>
/// <param name="link">Where people reach the portal; null leaves the link out.</param>
internal sealed class TableLetter(SavedTable saved, ReportKey key, string title, Uri? link)
{
    private readonly LetterWords _words = new(TableDelivery.Language);

    /// <param name="to">Whoever saved it.</param>
    /// <param name="address">Theirs.</param>
    /// <param name="file">The table.</param>
    /// <param name="now">When it is written.</param>
    public OutgoingMail Mail(AccountHolder to, string address, ReportFile file, DateTimeOffset now)
    {
        var mail = new OutgoingMail
        {
            Key = new TableMailKey(saved.Id, key.To).ToString(),
            To = address,
            ToName = to.Name,
            Subject = _words.Say("table.subject", Short(saved.Name), _words.Period(key)),
            Body = Body(to.Name),
            CreatedAt = now,
            NextAttemptAt = now,
        };
        mail.Attachments.Add(
            new()
            {
                FileName = file.Name,
                ContentType = file.ContentType,
                Content = file.Content,
                Hash = ReportFiles.Hash(file.Content),
            }
        );
        return mail;
    }

    private string Body(string name)
    {
        List<string> lines = [_words.Say("greeting", name), "", _words.Say("table", saved.Name, title), ""];
        if (link is not null)
            lines.AddRange([
                _words.Say("table.link"),
                new Uri(link, $"reports/tables/{saved.Code}?month={Days.ToMonthText(key.To)}").ToString(),
                "",
            ]);
        lines.Add(_words.Say("table.sender"));
        return string.Join("\r\n", lines);
    }

    /// <summary>Names may be longer than a subject.</summary>
    private static string Short(string name)
    {
        const int Most = 100;
        if (name.Length <= Most)
            return name;
        return name[..(char.IsHighSurrogate(name[Most - 1]) ? Most - 1 : Most)] + "…";
    }
}
