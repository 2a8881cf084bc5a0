using System.Text.Json;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Records;

namespace Portal.Domain.Figures.Shipped;

/// <summary>A form that comes with the portal. Once installed, the office may change it.</summary>
public sealed record ShippedForm(string Code, UnitKinds Kinds, int DeadlineWorkday, FormDefinition Definition)
{
    /// <summary>Null when its figures are only kept.</summary>
    public RecordStream? Stream { get; init; }
}

/// <summary>The forms that come with the portal: those that the district's report needs.</summary>
public static class ShippedForms
{
    private const string Prefix = "Figures.Shipped.";

    /// <summary>In order of code.</summary>
    public static IReadOnlyList<ShippedForm> All { get; } =
    [
        .. typeof(ShippedForms)
            .Assembly.GetManifestResourceNames()
            .Where(n => n.StartsWith(Prefix, StringComparison.Ordinal))
            .Select(Read)
            .OrderBy(f => f.Code, StringComparer.Ordinal),
    ];

    private static ShippedForm Read(string resource)
    {
        using var stream = typeof(ShippedForms).Assembly.GetManifestResourceStream(resource)!;
        return JsonSerializer.Deserialize<ShippedForm>(stream, FormJson.Options)!;
    }
}
