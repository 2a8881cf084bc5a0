namespace Portal.Domain.Mail;

/// <summary>How mail leaves the portal: the settings <c>Portal:Mail:…</c>.</summary>
public sealed record MailOptions
{
    /// <summary>No server is set: nothing is written to be sent.</summary>
    public static MailOptions Off { get; } = new();

    /// <summary>The mail server; empty when mail is off.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; } = 25;

    /// <summary>The address that mail comes from.</summary>
    public string From { get; init; } = "";

    /// <summary>Null where the server asks for no sign-in.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    public MailSecurity Security { get; init; } = MailSecurity.Auto;

    /// <summary>Where people reach the portal, for the links in mails; null leaves links out.</summary>
    public Uri? Link { get; init; }

    public bool IsOn => Host.Length > 0;
}

/// <summary>How the connection to the mail server is kept private.</summary>
public enum MailSecurity
{
    /// <summary>Encrypted from the start on port 465, else as soon as the server offers it.</summary>
    Auto,

    /// <summary>In the clear: for a server on the same machine.</summary>
    None,

    /// <summary>Encrypted after the greeting, or not at all.</summary>
    StartTls,

    /// <summary>Encrypted from the start.</summary>
    Tls,
}
