using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Data;

namespace Portal.Domain.Access;

internal static class AccessRegistration
{
    public static void AddAccess(this IServiceCollection services)
    {
        services
            .AddIdentityCore<PortalUser>(options =>
            {
                options.Password.RequiredLength = 10;
                options.Lockout.MaxFailedAccessAttempts = 5;
                options.Lockout.DefaultLockoutTimeSpan = TimeSpan.FromMinutes(15);
            })
            .AddEntityFrameworkStores<PortalDb>();
        services.AddSingleton<UserAdministration>();
        services.AddSingleton<DemonstrationAccounts>();
        services.AddSingleton<ApiKeyring>();
        services.AddSingleton<SignedOutSessions>();
        services.AddSingleton<AddressBook>();
        services.AddSingleton<UserGrants>();
    }
}
