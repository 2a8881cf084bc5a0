using System.CommandLine;
using Portal.Domain.Access;
using Portal.Domain.Catalogue;

namespace Portal.CommandLine;

/// <summary><c>apikey create</c> and <c>user create</c>.</summary>
internal static class AccessCommands
{
    public static Command Keys(string[] settings)
    {
        var name = new Option<string>("--name") { Required = true, Description = "What the key is for." };
        var unit = new Option<string>("--unit")
        {
            Required = true,
            Description = "Code of the unit; the key acts for it and what lies below.",
        };
        var permissions = new Option<string[]>("--permission")
        {
            Required = true,
            AllowMultipleArgumentsPerToken = true,
            Description = string.Join(' ', Permissions.ForKeys.Order(StringComparer.Ordinal)),
        };
        var sources = new Option<string[]>("--source")
        {
            AllowMultipleArgumentsPerToken = true,
            Description = "Binds the key to this name of a source, and to more of them; without it the key claims names that nobody holds.",
        };
        var create = new Command("create", "Create an API key; it is printed this once, alone on the last line.")
        {
            name,
            unit,
            permissions,
            sources,
        };
        create.SetAction(
            async (parsed, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                var unitId = await UnitAsync(host, parsed.GetRequiredValue(unit), stop);
                var secret = await host.Get<ApiKeyring>()
                    .CreateAsync(
                        Actor.System,
                        parsed.GetRequiredValue(name),
                        unitId,
                        parsed.GetRequiredValue(permissions),
                        parsed.GetValue(sources) ?? [],
                        stop
                    );
                Console.WriteLine(secret);
                return 0;
            }
        );
        return new Command("apikey", "Keys of other systems.") { create };
    }

    public static Command Users(string[] settings)
    {
        var name = new Option<string>("--name") { Required = true, Description = "The name to sign in with." };
        var display = new Option<string?>("--display-name") { Description = "The name shown on pages; the sign-in name when absent." };
        var role = new Option<Role>("--role") { Required = true, Description = string.Join(", ", Enum.GetNames<Role>()) };
        var unit = new Option<string?>("--unit") { Description = "Code of the unit; only administrators can be without." };
        var email = new Option<string?>("--email") { Description = "Where reminders go; none when absent." };
        var password = new Option<string?>("--password") { Description = "Read from standard input when absent." };
        var create = new Command("create", "Create a user.") { name, display, role, unit, email, password };
        create.SetAction(
            async (parsed, stop) =>
            {
                await using var host = await CommandHost.CreateWithDatabaseAsync(settings, stop);
                var unitId = parsed.GetValue(unit) is { } code ? await UnitAsync(host, code, stop) : (int?)null;
                var user = parsed.GetRequiredValue(name);
                var draft = new UserDraft(
                    user,
                    parsed.GetValue(display) ?? user,
                    parsed.GetRequiredValue(role),
                    unitId,
                    parsed.GetValue(email)
                );
                var result = await host.Get<UserAdministration>()
                    .CreateAsync(Actor.System, draft, parsed.GetValue(password) ?? await PasswordAsync(stop));
                return result.Ok ? 0 : throw new CommandFailure($"The user was not created: {string.Join(", ", result.Codes)}.");
            }
        );
        return new Command("user", "People who sign in.") { create };
    }

    private static async Task<string> PasswordAsync(CancellationToken stop)
    {
        if (!Console.IsInputRedirected)
            await Console.Error.WriteAsync("Password: ");
        return await Console.In.ReadLineAsync(stop) ?? throw new CommandFailure("There is no password.");
    }

    private static async Task<int> UnitAsync(CommandHost host, string code, CancellationToken stop) =>
        (await host.Get<IReferenceReader>().GetAsync(stop)).Units.Find(code)?.Id ?? throw new CommandFailure($"There is no unit {code}.");
}
