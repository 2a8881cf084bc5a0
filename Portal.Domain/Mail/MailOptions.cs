namespace Portal.Domain.Mail;

/// <summary>The mail server and sender: the settings <c>Portal:Mail:…</c>.</summary>
public sealed record MailOptions
{
    /// <summary>No mail server: features write no mails to the outbox.</summary>
    public static MailOptions Off { get; } = new();

    /// <summary>The mail server; empty when mail is off.</summary>
    public string Host { get; init; } = "";

    public int Port { get; init; } = 25;

    /// <summary>The sender's address.</summary>
    public string From { get; init; } = "";

    /// <summary>Null when the server requires no authentication.</summary>
    public string? User { get; init; }

    public string? Password { get; init; }

    public MailSecurity Security { get; init; } = MailSecurity.Auto;

    /// <summary>The portal's public address for links in mails; null leaves links out.</summary>
    public Uri? Link { get; init; }

    public bool IsOn => Host.Length > 0;
}

/// <summary>The encryption of the connection to the mail server.</summary>
public enum MailSecurity
{
    /// <summary>Encrypted from the start on port 465, else as soon as the server offers it.</summary>
    Auto,

    /// <summary>Unencrypted: for a server on the same machine.</summary>
    None,

    /// <summary>Encrypted by STARTTLS after the greeting; without it the mail is not sent.</summary>
    StartTls,

    /// <summary>Encrypted from the start.</summary>
    Tls,
}
