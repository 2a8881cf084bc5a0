using Portal.Domain.Records;

namespace Portal.Domain.Intake.Profiles;

/// <summary>The profiles that come with the portal, for formats that many systems share. A stored one of the same name wins.</summary>
public static class ShippedProfiles
{
    /// <summary>Open311 GeoReport v2 JSON, as servers send it.</summary>
    public const string Open311 = "open311";

    private static readonly Lazy<ProfileMapping> s_open311 = new(() => Read(Open311));

    /// <summary>The shipped profiles, for records of either stream.</summary>
    public static IReadOnlyList<NamedProfile> For(RecordStream stream) => [new(0, Open311, stream, s_open311.Value)];

    private static ProfileMapping Read(string name)
    {
        using var resource = typeof(ShippedProfiles).Assembly.GetManifestResourceStream($"Intake.Shipped.{name}.json")!;
        using var reader = new StreamReader(resource);
        return ProfileJson.Read(reader.ReadToEnd());
    }
}
