namespace Portal.Domain.Mail;

/// <summary>Somebody who enters figures for a unit and can be written to.</summary>
public sealed record Addressee(int UserId, string Name, string Address, int UnitId);

/// <summary>Knows who works where.</summary>
public interface IAddressBook
{
    /// <summary>Everybody who enters figures, has an address and may sign in.</summary>
    Task<IReadOnlyList<Addressee>> ClerksAsync(CancellationToken cancellation = default);
}
