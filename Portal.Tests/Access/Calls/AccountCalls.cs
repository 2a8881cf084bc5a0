using Portal.Domain.Access;
using Portal.Tests.Support;
using static Portal.Tests.Support.SampleData;

namespace Portal.Tests.Access.Calls;

/// <summary>Calls for users and API keys by the administrator of one street.</summary>
internal static class AccountCalls
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    public static IEnumerable<Call> All =>
        [
            Call.Of<ApiKeyring>(
                nameof(ApiKeyring.ListAsync),
                Role.Administrator,
                StreetId,
                async (keys, actor, _) => (await keys.ListAsync(actor, Token)).Count > 0
            ),
            Call.Of<ApiKeyring>(
                nameof(ApiKeyring.CreateAsync),
                Role.Administrator,
                StreetId,
                async (keys, actor, _) =>
                    (await keys.CreateAsync(actor, "new", CommunityId, [Permissions.CasesRead], Token)).StartsWith(
                        ApiKeyring.KeyPrefix,
                        StringComparison.Ordinal
                    )
            ),
            Call.Of<ApiKeyring>(
                nameof(ApiKeyring.RevokeAsync),
                Role.Administrator,
                StreetId,
                (keys, actor, world) => keys.RevokeAsync(actor, world.KeyToRevoke, Token)
            ),
            Call.Of<SourceNames>(
                nameof(SourceNames.ListAsync),
                Role.EfficiencyOffice,
                StreetId,
                async (names, actor, _) => (await names.ListAsync(actor, Token)).Count > 0
            ),
            Call.Of<SourceNames>(
                nameof(SourceNames.AssignAsync),
                Role.EfficiencyOffice,
                StreetId,
                (names, actor, _) => names.AssignAsync(actor, CallWorld.Source, CommunityId, Token)
            ),
            Call.Of<UserAdministration>(
                nameof(UserAdministration.ListAsync),
                Role.Administrator,
                StreetId,
                async (users, actor, _) => (await users.ListAsync(actor, Token)).Count > 0
            ),
            Call.Of<UserAdministration>(
                nameof(UserAdministration.FindAsync),
                Role.Administrator,
                StreetId,
                async (users, actor, _) => (await users.FindAsync(actor, "changed", [StreetId], 10, Token)).All > 0
            ),
            Call.Of<UserAdministration>(
                nameof(UserAdministration.CreateAsync),
                Role.Administrator,
                StreetId,
                async (users, actor, _) => (await users.CreateAsync(actor, Draft("new"), PortalInstance.Password)).Ok
            ),
            Call.Of<UserAdministration>(
                nameof(UserAdministration.ChangeAsync),
                Role.Administrator,
                StreetId,
                async (users, actor, world) => (await users.ChangeAsync(actor, world.Users["changed"], Draft("changed"))).Ok
            ),
            Call.Of<UserAdministration>(
                nameof(UserAdministration.SetDisabledAsync),
                Role.Administrator,
                StreetId,
                async (users, actor, world) => (await users.SetDisabledAsync(actor, world.Users["disabled"], disabled: true)).Ok
            ),
            Call.Of<UserAdministration>(
                nameof(UserAdministration.ResetPasswordAsync),
                Role.Administrator,
                StreetId,
                async (users, actor, world) => (await users.ResetPasswordAsync(actor, world.Users["forgetful"], PortalInstance.Password)).Ok
            ),
        ];

    private static UserDraft Draft(string name) => new(name, name, Role.Leader, CommunityId);
}
