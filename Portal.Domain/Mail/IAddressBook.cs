namespace Portal.Domain.Mail;

/// <summary>Somebody who enters figures for a unit and can be written to.</summary>
public sealed record Addressee(int UserId, string Name, string Address, int UnitId);

/// <summary>Somebody with an account, as it stands now.</summary>
/// <param name="Address">Null for who cannot be written to.</param>
/// <param name="UnitId">The unit they see, with those below; null for everything.</param>
public sealed record AccountHolder(string Name, string? Address, int? UnitId);

/// <summary>Knows who works where.</summary>
public interface IAddressBook
{
    /// <summary>Everybody who enters figures, has an address and may sign in.</summary>
    Task<IReadOnlyList<Addressee>> ClerksAsync(CancellationToken cancellation = default);

    /// <summary>Who signs in with the name and may read reports now.</summary>
    /// <returns>Null when there is no such account, it is disabled, or it may not read reports.</returns>
    Task<AccountHolder?> FindReaderAsync(string userName, CancellationToken cancellation = default);
}
