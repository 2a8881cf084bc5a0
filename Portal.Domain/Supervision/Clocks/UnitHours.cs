using Portal.Domain.Organisation;

namespace Portal.Domain.Supervision.Clocks;

/// <summary>A stored setting: the working hours of a unit, and of all below it that have none of their own, from a day on.</summary>
public sealed class UnitHours
{
    public int Id { get; set; }

    public int UnitId { get; set; }

    /// <summary>The first day on which they hold; until the next setting of the same unit.</summary>
    public DateOnly ValidFrom { get; set; }

    /// <summary>As <see cref="WorkingHours.ToString"/> writes them.</summary>
    public required string Hours { get; set; }

    /// <summary>The sign-in name of who set them.</summary>
    public string By { get; set; } = "";

    /// <summary>When they were set.</summary>
    public DateTimeOffset At { get; set; }
}

/// <summary>The working hours of all units on one day.</summary>
/// <param name="settings">Every setting.</param>
/// <param name="tree">The units.</param>
/// <param name="day">The day.</param>
public sealed class HoursOfUnits(IEnumerable<UnitHours> settings, UnitTree tree, DateOnly day)
{
    private readonly Dictionary<int, WorkingHours> _own = settings
        .Where(s => s.ValidFrom <= day)
        .GroupBy(s => s.UnitId)
        .ToDictionary(g => g.Key, g => WorkingHours.Parse(g.MaxBy(s => s.ValidFrom)!.Hours));

    /// <summary>
    /// The unit's own hours, else those of the nearest unit above that has some, else <see cref="WorkingHours.Default"/>.
    /// </summary>
    public WorkingHours Of(int unitId) =>
        _own.Count == 0
            ? WorkingHours.Default
            : tree.SelfAndAbove(unitId, day).Select(id => _own.GetValueOrDefault(id)).FirstOrDefault(hours => hours is not null)
                ?? WorkingHours.Default;
}
