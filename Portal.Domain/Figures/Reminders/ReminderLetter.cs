using System.Globalization;
using System.Resources;
using Portal.Domain.Access;
using Portal.Domain.Figures.Owed;
using Portal.Domain.Mail;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Figures.Reminders;

/// <summary>Writes a mail that reminds of some sheets, in the language of the offices.</summary>
internal sealed class ReminderLetter(UnitTree units, IReadOnlyList<OwedSheetProgress> figures, Uri? link, DateOnly today)
{
    private static readonly CultureInfo s_language = CultureInfo.GetCultureInfo("zh-CN");
    private static readonly ResourceManager s_texts = new("Portal.Domain.Figures.Reminders.ReminderText", typeof(ReminderLetter).Assembly);

    public OutgoingMail To(Addressee clerk, string key, DateTimeOffset now) =>
        new()
        {
            Key = key,
            To = clerk.Address,
            ToName = clerk.Name,
            Subject = Say(figures.Any(s => s.IsLate) ? "subject.late" : "subject", figures.Count),
            Body = Body(clerk),
            CreatedAt = now,
            NextAttemptAt = now,
        };

    private string Body(Addressee clerk)
    {
        List<string> lines = [Say("greeting", clerk.Name), "", Say("please"), "", .. figures.Select(Line), ""];
        if (link is not null)
            lines.AddRange([Say("link", new Uri(link, "figures")), ""]);
        lines.Add(Say("sender"));
        return string.Join("\r\n", lines);
    }

    private string Line(OwedSheetProgress sheet)
    {
        var name = sheet.Form.At(sheet.Month).Definition.Name.In(s_language);
        var when = sheet switch
        {
            { State: SheetState.Returned } => Say("returned"),
            { IsLate: true } => Say("late", Days.ToText(sheet.Deadline.Day), Math.Max(sheet.WorkdaysLate, 0)),
            { WorkdaysLate: 0 } => Say("today", Days.ToText(sheet.Deadline.Day)),
            _ => Say("left", Days.ToText(sheet.Deadline.Day), -sheet.WorkdaysLate),
        };
        return Say("line", units.NameAt(sheet.UnitId, today), name, sheet.Month.ToString("Y", s_language), when);
    }

    private static string Say(string key, params object[] arguments) =>
        string.Format(s_language, s_texts.GetString(key, s_language)!, arguments);
}
