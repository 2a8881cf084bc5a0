using System.Security.Cryptography;
using Microsoft.EntityFrameworkCore;
using Portal.Domain.Access.Keyring;
using Portal.Domain.Data;
using Portal.Domain.Data.Files;
using Portal.Domain.Webhooks.Messages;

namespace Portal.Domain.Webhooks.Subscriptions;

/// <summary>Wraps the secrets of subscriptions by the key file, which the start of the pages has made, and unwraps them.</summary>
public sealed class WebhookSecrets(KeyFileOptions options) : IWrappedSecrets
{
    private KeyFile? _file;

    /// <summary>The secret as it is stored.</summary>
    /// <exception cref="UnusableDatabaseException">The key file is missing, or everybody can read it.</exception>
    public string Wrap(WebhookSecret secret) => Open().Wrap(secret.ToText());

    /// <summary>The stored secret.</summary>
    /// <returns>Null when it cannot be read: the key file is missing, or is another one. A renewal of the secret helps.</returns>
    public WebhookSecret? Unwrap(string wrapped)
    {
        try
        {
            return WebhookSecret.Parse(Open().Unwrap(wrapped));
        }
        catch (Exception unreadable) when (unreadable is CryptographicException or UnusableDatabaseException or FormatException)
        {
            return null;
        }
    }

    public async Task RewrapAsync(PortalDb db, KeyFile from, KeyFile to, CancellationToken cancellation)
    {
        foreach (var subscription in await db.WebhookSubscriptions.ToListAsync(cancellation))
        {
            subscription.Secret = Rewrap(subscription.Secret, from, to);
            if (subscription.PreviousSecret is { } previous)
                subscription.PreviousSecret = Rewrap(previous, from, to);
        }
    }

    private static string Rewrap(string wrapped, KeyFile from, KeyFile to)
    {
        try
        {
            return to.Wrap(from.Unwrap(wrapped));
        }
        catch (CryptographicException)
        {
            return wrapped; // by a file that was lost before
        }
    }

    private KeyFile Open() =>
        _file ??=
            KeyFile.Read(options.Path)
            ?? throw new UnusableDatabaseException($"The key file {options.Path} (Portal:KeyFile) is missing: it wraps secrets.");
}
