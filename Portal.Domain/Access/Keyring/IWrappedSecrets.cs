using Portal.Domain.Data;

namespace Portal.Domain.Access.Keyring;

/// <summary>Secrets that a feature keeps in the database, wrapped by the key file: they outlive an exchange of the file.</summary>
public interface IWrappedSecrets
{
    /// <summary>Wraps them by another key file, in the open transaction; those that cannot be unwrapped stay as they are.</summary>
    Task RewrapAsync(PortalDb db, KeyFile from, KeyFile to, CancellationToken cancellation);
}
