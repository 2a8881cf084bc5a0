using System.Globalization;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Intake.Rows;
using Portal.Domain.Organisation;
using Portal.Domain.Records;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Province;

/// <summary>Generates the cases of a province's streets and communities, in order of acceptance; the same in every run.</summary>
internal static class ProvinceRecords
{
    public const string Source = "省政务服务平台";

    private static readonly Channel[] s_channels =
    [
        Channel.Window,
        Channel.Window,
        Channel.Window,
        Channel.Online,
        Channel.Mobile,
        Channel.Phone,
    ];

    public static IEnumerable<ParsedRow> Make(ProvincePlan plan, ProvinceSize size, DistrictTime time)
    {
        var random = DeterministicRandom.For("province");
        var places = plan.Units.Where(u => u.Kind is UnitKind.Street or UnitKind.Community).Select(u => u.Code).ToList();
        var itemCodes = Enumerable.Range(0, size.Items).Select(n => ProvinceItems.Make(n, 0).Code).ToList();
        var days = size.To.DayNumber - size.From.DayNumber + 1;
        for (var i = 0; i < size.Cases; i++)
        {
            var day = size.From.AddDays((int)((long)i * days / size.Cases));
            var accepted = time.FromLocal(day.ToDateTime(new TimeOnly(8, 30)).AddMinutes(random.Between(0, 8 * 60)));
            // Some streets are slower than others, so that rankings differ.
            var place = random.Between(0, places.Count - 1);
            var slow = random.Chance(0.1 + (place % 7 * 0.05));
            var closed = random.Chance(0.03)
                ? (DateTimeOffset?)null
                : accepted.AddMinutes(slow ? random.Between(1_440, 15 * 1_440) : random.Between(5, 60));
            if (closed > time.Now)
                closed = null; // still open: a record has no time in the future
            yield return new(
                i + 1,
                new RecordInput
                {
                    Source = Source,
                    CaseNo = i.ToString("00000000", CultureInfo.InvariantCulture),
                    UnitCode = places[place],
                    ItemCode = itemCodes[random.Between(0, itemCodes.Count - 1)],
                    Channel = s_channels[random.Between(0, s_channels.Length - 1)],
                    AcceptedAt = accepted,
                    ClosedAt = closed,
                    Satisfaction = closed is not null && random.Chance(0.6) ? (byte)random.Between(slow ? 2 : 4, 5) : null,
                },
                [],
                []
            );
        }
    }
}
