namespace Portal.Domain.Data.Zones;

/// <summary>The setting <c>Portal:TimeZone</c>.</summary>
/// <param name="Named">Null when the operator names none: then a database's own zone holds.</param>
public sealed record ZoneSetting(TimeZoneInfo? Named)
{
    /// <summary>The zone of a new database when none is named.</summary>
    public const string Default = "Asia/Shanghai";

    /// <summary>The zone that a database without one gets.</summary>
    /// <exception cref="TimeZoneNotFoundException">None is named, and this machine does not know the default.</exception>
    public TimeZoneInfo ForNewDatabase => Named ?? TimeZoneInfo.FindSystemTimeZoneById(Default);
}
