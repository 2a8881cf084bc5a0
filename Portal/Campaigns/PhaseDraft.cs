using Portal.Domain.Campaigns.Orders;
using Portal.Domain.Organisation;

namespace Portal.Campaigns;

/// <summary>The units that get the items of a phase.</summary>
public enum Recipients
{
    Departments,
    Streets,
    Communities,

    /// <summary>Those whose codes are listed.</summary>
    Listed,
}

/// <summary>A phase as it is typed.</summary>
public sealed class PhaseDraft
{
    /// <summary>The longest text of units and of items, in characters: a browser sends no longer one in a message.</summary>
    public const int MostTyped = 10_000;

    public string Name { get; set; } = "";

    public DateOnly? StartsOn { get; set; }

    public DateOnly? DueOn { get; set; }

    public Recipients To { get; set; }

    /// <summary>For <see cref="Recipients.Listed"/>: codes of units, one on each line.</summary>
    public string Units { get; set; } = "";

    /// <summary>
    /// One item on each line, for each of the units; a line with a code and a tab before the item is for that unit alone. Blank lines are
    /// nothing.
    /// </summary>
    public string Items { get; set; } = "";

    /// <summary>The phase as it would be ordered; days that are not chosen yet are <paramref name="today"/>.</summary>
    /// <param name="units">All units.</param>
    /// <param name="scope">The units to which the author may give items.</param>
    /// <param name="today">The day on which units have to be in force.</param>
    public PhaseOrder ToOrder(UnitTree units, UnitScope scope, DateOnly today)
    {
        string[] codes = [.. Codes(units, scope, today)];
        var items = new List<ItemOrder>();
        foreach (var line in Lines(Items))
        {
            // More are refused, and need not be made.
            if (items.Count > CampaignOrder.MostItems)
                break;
            if (line.Split('\t', 2) is [var code, var own])
                items.Add(new(code.Trim(), own));
            else
                items.AddRange(codes.Select(c => new ItemOrder(c, line)));
        }
        return new(Name, StartsOn ?? today, DueOn ?? today, items);
    }

    private IEnumerable<string> Codes(UnitTree units, UnitScope scope, DateOnly today) =>
        To switch
        {
            Recipients.Departments => OfKind(units, scope, today, UnitKind.Department),
            Recipients.Streets => OfKind(units, scope, today, UnitKind.Street),
            Recipients.Communities => OfKind(units, scope, today, UnitKind.Community),
            Recipients.Listed => Lines(Units),
        };

    private static IEnumerable<string> OfKind(UnitTree units, UnitScope scope, DateOnly today, UnitKind kind) =>
        scope
            .UnitsAt(units, today)
            .Where(unit => units.IsInForce(unit.Id, today) && units.VersionAt(unit.Id, today).Kind == kind)
            .Select(unit => unit.Code);

    private static IEnumerable<string> Lines(string text) =>
        text.Split('\n').Select(line => line.Trim('\r', ' ', '\u3000')).Where(line => line.Length > 0);
}
