using System.Globalization;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Portal.Domain.Access;
using Portal.Navigation;

namespace Portal.Access;

/// <summary>Makes and checks the link with which a new portal gets its first administrator.</summary>
/// <remarks>
/// The token is not stored: it is sealed with the portal's own keys, so it survives a restart. It expires after a day,
/// and it works once, because it is refused as soon as there is an administrator.
/// </remarks>
public sealed class FirstAdministrator(
    IDataProtectionProvider protection,
    UserAdministration users,
    TimeProvider clock,
    IServer server,
    IHostApplicationLifetime lifetime
) : IHostedService, IDisposable
{
    private static readonly TimeSpan s_good = TimeSpan.FromHours(24);

    private readonly IDataProtector _seal = protection.CreateProtector("Portal.FirstAdministrator");
    private readonly SemaphoreSlim _creating = new(1, 1);

    /// <summary>A token that is valid for a day.</summary>
    public string CreateToken() => _seal.Protect((clock.GetUtcNow() + s_good).UtcTicks.ToString(CultureInfo.InvariantCulture));

    /// <summary>Whether the token is this portal's, is not expired, and there is no administrator yet.</summary>
    public async Task<bool> IsGoodAsync(string? token) => IsSealed(token) && !await users.HasAdministratorAsync();

    /// <summary>Creates the administrator; null when the token is not valid any more.</summary>
    public async Task<AccessResult?> CreateAsync(string? token, string userName, string password)
    {
        await _creating.WaitAsync();
        try
        {
            if (!await IsGoodAsync(token))
                return null;
            return await users.CreateAsync(Actor.System, new UserDraft(userName, userName, Role.Administrator, null), password);
        }
        finally
        {
            _creating.Release();
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        lifetime.ApplicationStarted.Register(() => _ = LogLinkAsync());
        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public void Dispose() => _creating.Dispose();

    private async Task LogLinkAsync()
    {
        if (await users.HasAdministratorAsync())
            return;
        var address = server.Features.Get<IServerAddressesFeature>()?.Addresses.FirstOrDefault() ?? "";
        Console.WriteLine("Nobody administers this portal yet. Whoever opens this link within a day creates the first administrator:");
        Console.WriteLine(address + PortalUrls.FirstAdministrator + QueryString.Create("token", CreateToken()));
    }

    private bool IsSealed(string? token)
    {
        try
        {
            return token is not null
                && new DateTimeOffset(long.Parse(_seal.Unprotect(token), CultureInfo.InvariantCulture), TimeSpan.Zero) > clock.GetUtcNow();
        }
        catch (Exception wrong) when (wrong is System.Security.Cryptography.CryptographicException or FormatException)
        {
            return false;
        }
    }
}
