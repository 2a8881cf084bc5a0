using System.Globalization;
using System.Net.Mail;
using Portal.Domain.Mail;

namespace Portal.Jobs.Hosting;

/// <summary>Reads and checks <c>Portal:Mail</c>; what is wrong is added to the problems of the start.</summary>
internal sealed class MailReader(IConfiguration configuration, List<string> problems)
{
    private const string Section = "Portal:Mail:";
    private const int PlainPort = 25;
    private const int SubmissionPort = 587;
    private const int TlsPort = 465;

    public MailOptions Read()
    {
        if (Text("Host") is not { } host)
        {
            // A password without a server is a slip somebody should hear of.
            foreach (var name in (string[])["Port", "From", "User", "Password", "Security", "Link"])
            {
                if (Text(name) is not null)
                    Refuse(name, $"no value without {Section}Host");
            }
            return MailOptions.Off;
        }
        if (Uri.CheckHostName(host) == UriHostNameType.Unknown)
            Refuse("Host", "the name or address of a mail server");
        var security = Security();
        if (Text("User") is null != Text("Password") is null)
            Refuse("User", $"a value together with {Section}Password, or neither");
        return new()
        {
            Host = host,
            Port = Port(security),
            From = From(),
            User = Text("User"),
            Password = Text("Password"),
            Security = security,
            Link = Link(),
        };
    }

    private MailSecurity Security()
    {
        if (Text("Security") is not { } text)
            return MailSecurity.Auto;
        if (Enum.TryParse<MailSecurity>(text, ignoreCase: true, out var security) && Enum.IsDefined(security))
            return security;
        Refuse("Security", "auto, none, startTls or tls");
        return MailSecurity.Auto;
    }

    private int Port(MailSecurity security)
    {
        if (Text("Port") is not { } text)
            return security switch
            {
                MailSecurity.Tls => TlsPort,
                MailSecurity.StartTls => SubmissionPort,
                _ => PlainPort,
            };
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var port) && port is > 0 and <= 65_535)
            return port;
        Refuse("Port", "a whole number from 1 to 65535");
        return PlainPort;
    }

    private string From()
    {
        if (Text("From") is { } from && MailAddress.TryCreate(from, out _))
            return from;
        Refuse("From", "the address that mail comes from, as in portal@example.gov.cn");
        return "";
    }

    private Uri? Link()
    {
        if (Text("Link") is not { } text)
            return null;
        if (Uri.TryCreate(text.TrimEnd('/') + "/", UriKind.Absolute, out var link) && link.Scheme is "http" or "https")
            return link;
        Refuse("Link", "the address at which people reach the portal, as in https://portal.example.gov.cn");
        return null;
    }

    private string? Text(string name) => configuration[Section + name] is { Length: > 0 } text ? text : null;

    private void Refuse(string name, string expected) => problems.Add($"{Section}{name}: expected {expected}.");
}
