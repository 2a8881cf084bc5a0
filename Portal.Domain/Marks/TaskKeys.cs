using System.Globalization;

namespace Portal.Domain.Marks;

/// <summary>Names tasks of all kinds.</summary>
public static class TaskKeys
{
    public static string OfCard(long number) => string.Create(CultureInfo.InvariantCulture, $"card-{number}");

    public static string OfOrder(long number) => string.Create(CultureInfo.InvariantCulture, $"rectification-{number}");

    public static string OfReview(long number) => string.Create(CultureInfo.InvariantCulture, $"review-{number}");

    /// <summary>The items of one unit in one phase, which wait for the unit or for the office.</summary>
    public static string OfItems(long campaign, int phase, int unitId, bool decides) =>
        string.Create(CultureInfo.InvariantCulture, $"campaign-{campaign}/{phase}/{unitId}/{(decides ? "reported" : "open")}");
}
