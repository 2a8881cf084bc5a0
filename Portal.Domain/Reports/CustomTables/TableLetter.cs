using Portal.Domain.Access;
using Portal.Domain.Mail;
using Portal.Domain.Reports.Monthly;
using Portal.Domain.Reports.Monthly.Inputs;
using Portal.Domain.Reports.Monthly.Wording;
using Portal.Domain.Shared;

namespace Portal.Domain.Reports.CustomTables;

/// <summary>Writes the mail with a saved table.</summary>
/// <param name="saved">The table.</param>
/// <param name="key">Its unit and months.</param>
/// <param name="title">The table's title.</param>
/// <param name="link">The portal's address; null leaves the link out.</param>
internal sealed class TableLetter(SavedTable saved, ReportKey key, string title, Uri? link)
{
    private readonly LetterWords _words = new(TableDelivery.Language);

    /// <param name="to">The table's owner.</param>
    /// <param name="address">The owner's address.</param>
    /// <param name="file">The table.</param>
    /// <param name="now">The time of writing.</param>
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

    /// <summary>Shortens a name that is too long for a subject.</summary>
    private static string Short(string name)
    {
        const int Most = 100;
        if (name.Length <= Most)
            return name;
        return name[..(char.IsHighSurrogate(name[Most - 1]) ? Most - 1 : Most)] + "…";
    }
}
