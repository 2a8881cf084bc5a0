using System.Net.Mail;
using Portal.Domain.Mail;

namespace Portal.Jobs.Hosting;

/// <summary>Reads <c>Portal:Mail</c>.</summary>
internal static class MailSettings
{
    private const string Section = "Portal:Mail:";
    private const string HostKey = Section + "Host";
    private const int PlainPort = 25;
    private const int SubmissionPort = 587;
    private const int TlsPort = 465;

    public static MailOptions Read(SettingsReader settings)
    {
        if (settings.Text(HostKey) is not { } host)
        {
            RefuseWithoutHost(settings);
            return MailOptions.Off;
        }
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            settings.Refuse(HostKey, "the name or address of a mail server", host);
        var (user, password) = (settings.Text(Section + "User"), settings.Text(Section + "Password"));
        if (user is null != password is null)
            settings.Refuse(Section + "User", $"a value together with {Section}Password, or neither", user);
        var security = settings.Choice(Section + "Security", MailSecurity.Auto, "auto, none, startTls or tls");
        return new()
        {
            Host = host,
            Port = settings.Number(Section + "Port", UsualPort(security), 1, 65_535),
            From = From(settings),
            User = user,
            Password = password,
            Security = security,
            Link = settings.Link(Section + "Link"),
        };
    }

    // A password without a server is a mistake that must be reported.
    private static void RefuseWithoutHost(SettingsReader settings)
    {
        foreach (var name in (string[])["Port", "From", "User", "Password", "Security", "Link"])
        {
            if (settings.Text(Section + name) is not null)
                settings.Refuse(Section + name, $"no value without {HostKey}", "");
        }
    }

    private static int UsualPort(MailSecurity security) =>
        security switch
        {
            MailSecurity.Tls => TlsPort,
            MailSecurity.StartTls => SubmissionPort,
            MailSecurity.Auto or MailSecurity.None => PlainPort,
        };

    private static string From(SettingsReader settings)
    {
        const string Key = Section + "From";
        return settings.Text(Key) is { } from && MailAddress.TryCreate(from, out _)
            ? from
            : settings.Refuse(Key, "the address that mail comes from, as in portal@example.gov.cn", "");
    }
}
