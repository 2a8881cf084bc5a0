using Microsoft.AspNetCore.Identity;
using Microsoft.Extensions.DependencyInjection;
using Portal.Domain.Access.Sessions;
using Portal.Domain.Data;

namespace Portal.Domain.Access;

internal static class AccessRegistration
{
    public static void AddAccess(this IServiceCollection services)
    {
        services.AddSingleton<ILookupNormalizer, SignInNameNormalizer>();
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
        services.AddSingleton<UserSessions>();
        services.AddSingleton<AddressBook>();
        services.AddSingleton<UserGrants>();
        services.AddSingleton<SourceNames>();
        services.AddSingleton<CookieKeys>();
    }
}
