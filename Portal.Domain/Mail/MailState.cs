namespace Portal.Domain.Mail;

/// <summary>The delivery state of a mail.</summary>
public enum MailState : byte
{
    Waiting = 1,

    /// <summary>A process has claimed the mail and is sending it.</summary>
    Sending = 2,
    Sent = 3,

    /// <summary>Given up after the last attempt.</summary>
    Failed = 4,

    /// <summary>
    /// The connection or the process ended after the server may have accepted the mail: it is not sent again, so that no recipient gets it
    /// twice.
    /// </summary>
    Uncertain = 5,
}
