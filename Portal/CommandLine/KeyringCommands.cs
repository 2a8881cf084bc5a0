using System.CommandLine;
using Portal.Domain.Access;
using Portal.Domain.Access.Keyring;

namespace Portal.CommandLine;

/// <summary><c>renew-keys</c>: new keys for cookies and a new key file.</summary>
internal static class KeyringCommands
{
    public static Command Renew(string[] settings)
    {
        var command = new Command(
            "renew-keys",
            "Make new keys for cookies and a new key file, after the file was lost or came into wrong hands; everybody signs in again. No "
                + "process of the portal may be running."
        );
        command.SetAction(
            async (_, stop) =>
            {
                await using var host = CommandHost.Create(settings);
                await host.Get<CookieKeys>().RenewAsync(stop);
                Console.WriteLine($"Renewed. The key file is {host.Get<KeyFileOptions>().Path}; where processes do not share it, copy it.");
                return 0;
            }
        );
        return command;
    }
}
