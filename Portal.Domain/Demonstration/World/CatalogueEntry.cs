using System.Globalization;
using Portal.Domain.Catalogue;

namespace Portal.Domain.Demonstration.World;

/// <summary>One item of the demonstration's catalogue: what is stored of it, and how often and when people come for it.</summary>
internal sealed record CatalogueEntry
{
    private readonly double[] _season = [1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1, 1];

    public required string Code { get; init; }

    public required string Name { get; init; }

    public required ItemKind Kind { get; init; }

    public required string UnitCode { get; init; }

    public required LimitUnit LimitUnit { get; init; }

    public int? StatutoryLimit { get; init; }

    /// <summary>The promise of each year since <see cref="FirstYear"/>; null throughout when nothing is promised.</summary>
    public required IReadOnlyList<int?> Promised { get; init; }

    public bool Instant { get; init; }

    /// <summary>A site is looked at or experts are heard, which suspends the limit now and then.</summary>
    public bool Review { get; init; }

    /// <summary>People must come themselves: neither online nor through somebody else.</summary>
    public bool InPerson { get; init; }

    /// <summary>Weight among cases; 0 when nobody comes for it to a service point.</summary>
    public int Volume { get; init; }

    /// <summary>The year from which the catalogue is in force.</summary>
    public const int FirstYear = 2012;

    /// <summary>To be done on the day: an instant item, or one whose limit is a matter of hours.</summary>
    public bool SameDay => Instant || LimitUnit == LimitUnit.Hours;

    /// <summary>The promise in force in the year, in <see cref="LimitUnit"/>.</summary>
    public int? PromisedIn(int year) => Promised[Math.Clamp(year - FirstYear, 0, Promised.Count - 1)];

    public double WeightIn(int month) => Volume * _season[month - 1];

    public static IReadOnlyList<CatalogueEntry> ReadAll() => DemonstrationFiles.Read(DemonstrationFiles.Items, Read);

    private static CatalogueEntry Read(Func<string, string> text)
    {
        var entry = new CatalogueEntry
        {
            Code = text("code"),
            Name = text("name"),
            Kind = Enum.Parse<ItemKind>(text("kind"), ignoreCase: true),
            UnitCode = text("unitCode"),
            LimitUnit = Enum.Parse<LimitUnit>(text("limitUnit"), ignoreCase: true),
            StatutoryLimit = Number(text("statutoryLimit")),
            Promised = [Number(text("promised2012")), Number(text("promised2013")), Number(text("promised2014"))],
            Instant = bool.Parse(text("instant")),
            Review = bool.Parse(text("review")),
            InPerson = bool.Parse(text("inPerson")),
            Volume = Number(text("volume")) ?? 0,
        };
        foreach (var part in text("season").Split(';', StringSplitOptions.RemoveEmptyEntries))
        {
            var colon = part.IndexOf(':', StringComparison.Ordinal);
            entry._season[int.Parse(part[..colon], CultureInfo.InvariantCulture) - 1] = double.Parse(
                part[(colon + 1)..],
                CultureInfo.InvariantCulture
            );
        }
        return entry;
    }

    private static int? Number(string text) => text.Length == 0 ? null : int.Parse(text, CultureInfo.InvariantCulture);
}
