using Portal.Domain.Catalogue;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>The accounts for visitors of the demonstration.</summary>
public sealed class DemonstrationAccounts(UserAdministration users, IReferenceReader references, DistrictTime time)
{
    public const string Password = "Taijiang-2014";

    private const string District = "350103";
    private const string Houzhou = "350103002"; // 后洲街道

    private volatile IReadOnlyList<string> _signInNames = [];

    /// <summary>The sign-in names that the sign-in page shows; none where there is no demonstration.</summary>
    public IReadOnlyList<string> SignInNames => _signInNames;

    /// <summary>Creates the missing accounts of units that exist, and shows them on the sign-in page. Safe to repeat.</summary>
    public async Task EnsureAsync(CancellationToken cancellation = default)
    {
        var units = (await references.GetAsync(cancellation)).Units;
        var present = (await users.ListAsync(Actor.System, cancellation))
            .Select(u => u.UserName)
            .ToHashSet(StringComparer.OrdinalIgnoreCase);
        foreach (var draft in Drafts(units).Where(d => !present.Contains(d.UserName)))
        {
            var result = await users.CreateAsync(Actor.System, draft, Password);
            if (!result.Ok)
                throw new InvalidOperationException($"The account {draft.UserName} was not created: {string.Join(", ", result.Codes)}.");
        }
        _signInNames = [.. Drafts(units).Select(d => d.UserName)];
    }

    private IEnumerable<UserDraft> Drafts(UnitTree units)
    {
        if (units.Find(District) is { } district)
        {
            yield return new("leader", "区领导", Role.Leader, district.Id);
            yield return new("office", "区效能办", Role.EfficiencyOffice, district.Id);
        }
        if (units.Find(Houzhou) is { } street)
        {
            yield return new("street", "后洲街道经办人", Role.Clerk, street.Id);
            yield return new("head", "后洲街道负责人", Role.UnitHead, street.Id);
            if (units.ChildrenAt(street.Id, time.Today).FirstOrDefault() is { } community)
            {
                yield return new("community", units.NameAt(community.Id, time.Today) + "经办人", Role.Clerk, community.Id);
            }
        }
        yield return new("admin", "系统管理员", Role.Administrator, null);
    }
}
