using Portal.Domain.Access;
using Portal.Domain.Access.Keyring;

namespace Portal.Access.Keyring;

/// <summary>The key file of this process: opened at its start, before the first cookie is read.</summary>
internal sealed class OpenedKeyFile(CookieKeys keys)
{
    private KeyFile? _file;

    /// <exception cref="InvalidOperationException">The start has not opened it.</exception>
    public KeyFile Value => _file ?? throw new InvalidOperationException("The key file is opened at the start of the process.");

    /// <exception cref="Domain.Data.Files.UnusableDatabaseException">The key file is missing, or not the database's.</exception>
    public async Task OpenAsync(CancellationToken cancellation) => _file = await keys.OpenAsync(cancellation);
}
