using System.Globalization;
using Portal.Domain.Catalogue;

namespace Portal.Domain.Demonstration.World;

/// <summary>One service item of the demonstration: its stored properties, and the weights by which its cases are generated.</summary>
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

    /// <summary>Needs a site inspection or expert review, which sometimes suspends the limit.</summary>
    public bool Review { get; init; }

    /// <summary>Applicants must come in person: neither online nor by proxy.</summary>
    public bool InPerson { get; init; }

    /// <summary>The weight among cases; 0 for an item without cases at service points.</summary>
    public int Volume { get; init; }

    /// <summary>The year from which the catalogue is in force.</summary>
    public const int FirstYear = 2012;

    /// <summary>Closed on the day of acceptance: an instant item, or one with a limit in hours.</summary>
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
