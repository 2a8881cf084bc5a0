using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Records;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>Generates the arrivals at the district's service centre: time, item and channel.</summary>
internal sealed class CentreArrivals
{
    private readonly DemonstrationWorld _world;
    private readonly YearPlan _year;
    private readonly DeterministicRandom _random;
    private readonly WeightedChoice<CatalogueEntry>[] _byDay;
    private readonly WeightedChoice<CatalogueEntry>[] _whileClosed;

    public CentreArrivals(DemonstrationWorld world, YearPlan year, DeterministicRandom random)
    {
        (_world, _year, _random) = (world, year, random);
        var served = world.Catalogue.Where(e => e.Kind != ItemKind.Convenience).ToList();
        _byDay = ByMonth(served);
        _whileClosed = ByMonth([.. served.Where(e => e is { SameDay: false, InPerson: false, LimitUnit: LimitUnit.WorkingDays })]);
    }

    /// <summary>In order of time.</summary>
    public List<CaseDraft> Draft()
    {
        var weights = new DayWeights(_world, "the centre");
        var days = _year.Days.ToList();
        var counts = Apportion.Spread(_year.CentreCases, days.ConvertAll(d => weights.Of(d, resting: 0.012)));
        return [.. days.SelectMany((day, i) => Enumerable.Range(0, counts[i]).Select(_ => Draft(day)).OrderBy(d => d.Time).ToList())];
    }

    public bool MayBeSuspended(CaseDraft draft) =>
        draft.Entry is { Review: true, LimitUnit: LimitUnit.WorkingDays } && _random.Chance(0.16);

    private CaseDraft Draft(DateOnly day)
    {
        if (!_world.Calendar.IsWorkday(day))
            return Online(day, OfficeHours.Online(_random));
        if (_random.Chance(0.035) && day < _year.To)
            return Online(day, OfficeHours.Later(new TimeOnly(17, 40), _random.Between(0, 330), _random));

        var entry = _byDay[day.Month - 1].Draw(_random);
        var channel = entry.InPerson ? Channel.Window : DrawChannel(day);
        var extended = channel == Channel.Window && _random.Chance(0.022);
        var time = extended ? OfficeHours.Extended(_random) : OfficeHours.Arrival(_random);
        return new(day, time, TaijiangCodes.Centre, entry, channel, extended ? ServiceMode.ExtendedHours : Mode(entry));
    }

    private CaseDraft Online(DateOnly day, TimeOnly time) =>
        new(day, time, TaijiangCodes.Centre, _whileClosed[day.Month - 1].Draw(_random), Channel.Online, Mode: null);

    /// <summary>The share of online cases grows through the year.</summary>
    private Channel DrawChannel(DateOnly day)
    {
        var online = 0.08 + (0.09 * _year.Progress(day));
        var share = _random.Share();
        return share < online ? Channel.Online
            : share < online + 0.03 ? Channel.Proxy
            : share < online + 0.045 ? Channel.Mobile
            : Channel.Window;
    }

    private ServiceMode? Mode(CatalogueEntry entry)
    {
        var share = _random.Share();
        return entry.UnitCode[TaijiangCodes.District.Length..] switch
        {
            "D11" when entry.Kind == ItemKind.Licence && share < 0.55 => ServiceMode.FullProxy,
            "D18" when share < 0.5 => ServiceMode.FreeOfCharge,
            "D04" or "D06" or "D13" when share < 0.012 => ServiceMode.Appointment,
            "D04" or "D06" or "D13" when share < 0.018 => ServiceMode.HomeVisit,
            _ => share > 0.994 ? ServiceMode.GreenChannel : null,
        };
    }

    private static WeightedChoice<CatalogueEntry>[] ByMonth(List<CatalogueEntry> entries) =>
        [.. Enumerable.Range(1, 12).Select(month => new WeightedChoice<CatalogueEntry>(entries, e => e.WeightIn(month)))];
}
