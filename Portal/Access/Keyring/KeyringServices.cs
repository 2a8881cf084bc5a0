using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Options;
using Portal.Domain.Data;

namespace Portal.Access.Keyring;

/// <summary>Registers the keys of cookies: in the database, for all processes of one portal, wrapped by the key file.</summary>
internal static class KeyringServices
{
    public static void AddKeyring(this IServiceCollection services)
    {
        services.AddSingleton<OpenedKeyFile>();
        services.AddDataProtection().SetApplicationName("Portal").PersistKeysToDbContext<PortalDb>();
        services.AddSingleton<IConfigureOptions<KeyManagementOptions>>(provider => new ConfigureOptions<KeyManagementOptions>(options =>
            options.XmlEncryptor = new KeyFileEncryptor(provider.GetRequiredService<OpenedKeyFile>().Value)
        ));
    }
}
