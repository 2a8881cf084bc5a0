using Portal.Domain.Data.Files;
using Portal.Domain.Shared;

namespace Portal.Domain.Data.Zones;

/// <summary>Compares the time zone of the database with the setting and with the one by which this process counts days.</summary>
/// <remarks>
/// Days of records and figures are stored, so a process that counts by another zone would put new records beside old ones that mean another
/// day by the same date.
/// </remarks>
public sealed class DatabaseZone(DistrictTime time, ZoneSetting setting)
{
    private volatile bool _changing;

    /// <summary>The zone that a database without one gets.</summary>
    public string ForNewDatabase => setting.ForNewDatabase.Id;

    /// <summary>Checks that the database may be used, and counts days by its zone from now on.</summary>
    /// <exception cref="UnusableDatabaseException">
    /// The setting names another zone, this machine does not know the database's, or a change of it was interrupted.
    /// </exception>
    public void Adopt(StoredZone stored, string place)
    {
        if (stored is { Id: { } from, NextId: { } to })
            throw new UnusableDatabaseException(ZoneRefusals.Interrupted(place, from, to));
        if (stored.Id is not { } id)
            return;
        DemandSetting(stored, place);
        time.Adopt(
            TimeZoneInfo.TryFindSystemTimeZoneById(id, out var zone)
                ? zone
                : throw new UnusableDatabaseException(ZoneRefusals.Unknown(place, id))
        );
    }

    /// <summary>Checks only that the setting does not name another zone; for what copies a database without counting days.</summary>
    /// <exception cref="UnusableDatabaseException">It names another one.</exception>
    public void DemandSetting(StoredZone stored, string place)
    {
        if (stored.Id is { } id && OtherThan(stored) is { } named)
            throw new UnusableDatabaseException(ZoneRefusals.Other(place, id, named));
    }

    /// <summary>The zone that the setting names where it is not the stored one; null when they agree or one of them is not there.</summary>
    public string? OtherThan(StoredZone stored) =>
        stored.Id is { } id && setting.Named is { } named && !IsSame(id, named) ? named.Id : null;

    /// <summary>Whether this process may write: the database counts by its zone, or is just changed to it by this process.</summary>
    public bool AllowsWriting(StoredZone stored) =>
        _changing || (stored.NextId is null && (stored.Id is not { } id || IsSame(id, time.Zone)));

    /// <summary>This process changes the database to the zone: it counts by it from now on, and is the only one that may write.</summary>
    public void BeginChange(TimeZoneInfo to)
    {
        time.Adopt(to);
        _changing = true;
    }

    /// <summary>The change is stored, or was given up: then nothing is written any more.</summary>
    public void EndChange() => _changing = false;

    // Asia/Shanghai and PRC are one zone under two names.
    private static bool IsSame(string id, TimeZoneInfo zone) =>
        id == zone.Id || (TimeZoneInfo.TryFindSystemTimeZoneById(id, out var other) && other.HasSameRules(zone));
}
