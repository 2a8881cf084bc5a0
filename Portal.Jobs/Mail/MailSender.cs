using System.Security.Cryptography;
using System.Text;
using MailKit;
using MailKit.Net.Smtp;
using MailKit.Security;
using MimeKit;
using Portal.Domain.Mail;

namespace Portal.Jobs.Mail;

/// <summary>Sends waiting mails to the server, all over one connection.</summary>
public sealed partial class MailSender(MailOutbox outbox, MailOptions options, ILogger<MailSender> log)
{
    private static readonly TimeSpan s_patience = TimeSpan.FromSeconds(30);

    /// <summary>Sends until nothing waits or the server cannot be reached.</summary>
    public async Task SendWaitingAsync(CancellationToken stop)
    {
        using var client = new SmtpClient { Timeout = (int)s_patience.TotalMilliseconds };
        while (!stop.IsCancellationRequested && await outbox.ClaimAsync(stop) is { } mail)
        {
            if (!await TryConnectAsync(client, mail, stop))
                return;
            await SendAsync(client, mail);
        }
        if (client.IsConnected)
            await client.DisconnectAsync(quit: true, CancellationToken.None);
    }

    private async Task<bool> TryConnectAsync(SmtpClient client, OutgoingMail mail, CancellationToken stop)
    {
        try
        {
            if (client.IsConnected)
                return true;
            await client.ConnectAsync(options.Host, options.Port, Security(options.Security), stop);
            if (options.User is { } user)
                await client.AuthenticateAsync(user, options.Password ?? "", stop);
            return true;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            // The server has not seen the mail; the next run sends it.
            await outbox.FailedAsync(mail, Reason(e), CancellationToken.None);
            LogUnreachable(log, options.Host, options.Port, Reason(e));
            return false;
        }
    }

    // Not cancelled once begun: after half a conversation it is unknown whether the mail was sent.
    private async Task SendAsync(SmtpClient client, OutgoingMail mail)
    {
        try
        {
            await client.SendAsync(Message(mail));
        }
        catch (SmtpCommandException refused)
        {
            await outbox.FailedAsync(mail, Reason(refused));
            LogRefused(log, mail.Id, Reason(refused));
            return;
        }
        catch (ServiceNotConnectedException lost)
        {
            await outbox.FailedAsync(mail, Reason(lost));
            return;
        }
        catch (Exception e) when (e is not OutOfMemoryException)
        {
            await outbox.UncertainAsync(mail, Reason(e));
            LogUncertain(log, mail.Id, Reason(e));
            return;
        }
        await outbox.SentAsync(mail);
    }

    private MimeMessage Message(OutgoingMail mail)
    {
        var message = new MimeMessage
        {
            Subject = mail.Subject,
            Body = Body(mail),
            Date = mail.CreatedAt,
        };
        message.From.Add(MailboxAddress.Parse(options.From));
        message.To.Add(new MailboxAddress(mail.ToName, mail.To));
        // The same mail has the same message id in every process.
        message.MessageId =
            Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(mail.Key)))[..32]
            + "@"
            + options.From.Split('@')[^1].TrimEnd('>');
        message.Headers.Add(HeaderId.AutoSubmitted, "auto-generated");
        return message;
    }

    private static MimeEntity Body(OutgoingMail mail)
    {
        var text = new TextPart("plain") { Text = mail.Body };
        if (mail.Attachments.Count == 0)
            return text;
        var body = new Multipart("mixed") { text };
        foreach (var file in mail.Attachments.OrderBy(a => a.Id))
        {
            body.Add(
                new MimePart(file.ContentType)
                {
                    Content = new MimeContent(new MemoryStream(file.Content)),
                    ContentDisposition = new ContentDisposition(ContentDisposition.Attachment),
                    ContentTransferEncoding = ContentEncoding.Base64,
                    FileName = file.FileName,
                }
            );
        }
        return body;
    }

    private static SecureSocketOptions Security(MailSecurity security) =>
        security switch
        {
            MailSecurity.None => SecureSocketOptions.None,
            MailSecurity.StartTls => SecureSocketOptions.StartTls,
            MailSecurity.Tls => SecureSocketOptions.SslOnConnect,
            MailSecurity.Auto => SecureSocketOptions.Auto,
        };

    // Answers of servers may have several lines; an untrusted certificate is the usual reason of a failed handshake.
    private static string Reason(Exception e) =>
        e is SslHandshakeException or System.Security.Authentication.AuthenticationException
            ? "The connection could not be made private: " + e.GetBaseException().Message.ReplaceLineEndings(" ")
            : e.Message.ReplaceLineEndings(" ");

    [LoggerMessage(Level = LogLevel.Error, Message = "The mail server {Host}:{Port} cannot be used: {Reason}")]
    private static partial void LogUnreachable(ILogger log, string host, int port, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "The mail server did not take mail {Id}: {Reason}")]
    private static partial void LogRefused(ILogger log, int id, string reason);

    [LoggerMessage(Level = LogLevel.Warning, Message = "Whether mail {Id} was sent is not known; it is not sent again: {Reason}")]
    private static partial void LogUncertain(ILogger log, int id, string reason);
}
