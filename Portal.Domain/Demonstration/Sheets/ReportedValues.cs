using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Figures.Values;
using Portal.Domain.Records;

namespace Portal.Domain.Demonstration.Sheets;

/// <summary>
/// Generates the values that a unit enters into a form: for forms with a stream the counts of its records, else plausible values.
/// </summary>
internal sealed class ReportedValues(ReportedCounts counts)
{
    /// <summary>Communities whose reports differ from their records: by month, the number added to the accepted cases.</summary>
    private static readonly Dictionary<(string Unit, int Month), int> s_deviations = new()
    {
        [(TaijiangCodes.Shangxiahang, 5)] = 1,
        [("350103002015", 8)] = 9,
        [("350103002019", 9)] = 14,
    };

    public IReadOnlyDictionary<string, FigureValue> Of(
        FormInUse form,
        FormDefinition definition,
        int unitId,
        string unitCode,
        DateOnly month
    )
    {
        var random = DeterministicRandom.For($"{form.Code} {unitCode} {month:yyyy-MM}");
        return form.Code switch
        {
            "service-modes" => Modes(definition, random),
            "standards-check" => Standards(unitCode, random),
            "city-ranking" => Ranking(definition, month, random),
            _ => Counted(definition, unitId, unitCode, form.Stream!.Value, month, random),
        };
    }

    private Dictionary<string, FigureValue> Counted(
        FormDefinition definition,
        int unitId,
        string unitCode,
        RecordStream stream,
        DateOnly month,
        DeterministicRandom random
    )
    {
        var (m, closedInMonth) = counts.Of(unitId, stream, month);
        var extra = s_deviations.GetValueOrDefault((unitCode, month.Month));
        var counted = new Dictionary<FigureMeasure, decimal>
        {
            [FigureMeasure.Accepted] = m.Accepted + extra,
            [FigureMeasure.Closed] = m.Closed + extra,
            [FigureMeasure.OnTheSpot] = m.OnTheSpot + extra,
            [FigureMeasure.Due] = m.Due + extra,
            [FigureMeasure.Overdue] = m.Overdue,
            [FigureMeasure.OpenOverdue] = m.OpenOverdue,
            [FigureMeasure.Timed] = m.Timed,
            [FigureMeasure.UsedDays] = decimal.Round((decimal)m.UsedMinutes / LimitRules.MinutesPerDay, 1),
            [FigureMeasure.StatutoryDays] = decimal.Round((decimal)m.StatutoryMinutes / LimitRules.MinutesPerDay),
            [FigureMeasure.Rated1] = m.Rated1,
            [FigureMeasure.Rated2] = m.Rated2,
            [FigureMeasure.Rated3] = m.Rated3,
            [FigureMeasure.Rated4] = m.Rated4,
            [FigureMeasure.Rated5] = m.Rated5,
            [FigureMeasure.Withdrawn] = m.Withdrawn,
            [FigureMeasure.NotAccepted] = m.NotAccepted,
            [FigureMeasure.ClosedInMonth] = closedInMonth + extra,
        };
        var values = new Dictionary<string, FigureValue>(StringComparer.Ordinal);
        foreach (var section in definition.Sections)
        {
            if (section.IsTable)
                AddTable(values, section, counted, random);
            else
                foreach (var row in section.Rows.Where(r => r.Traits!.Measure is not null))
                    values[row.Code] = FigureValue.Of(counted[row.Traits!.Measure!.Value]);
        }
        return values;
    }

    /// <summary>Divides each count among the rows, so that in every row no part exceeds its whole.</summary>
    private static void AddTable(
        Dictionary<string, FigureValue> values,
        FormSection section,
        Dictionary<FigureMeasure, decimal> counted,
        DeterministicRandom random
    )
    {
        var weights = section.Rows.Select(_ => random.Around(0.2, 2)).ToList();
        var accepted = Apportion.Spread((int)counted[FigureMeasure.Accepted], weights);
        var closed = Share((int)counted[FigureMeasure.Closed], accepted);
        var parts = new Dictionary<FigureMeasure, int[]>
        {
            [FigureMeasure.Accepted] = accepted,
            [FigureMeasure.Closed] = closed,
            [FigureMeasure.OnTheSpot] = Share((int)counted[FigureMeasure.OnTheSpot], closed),
            [FigureMeasure.Overdue] = Share((int)counted[FigureMeasure.Overdue], accepted),
        };
        foreach (var column in section.Columns)
        {
            var measure = column.Traits!.Measure!.Value;
            var part = parts.TryGetValue(measure, out var known) ? known : Apportion.Spread((int)counted[measure], weights);
            for (var i = 0; i < section.Rows.Count; i++)
                values[FormCell.CodeOf(section.Rows[i], column)] = FigureValue.Of(part[i]);
        }
    }

    /// <summary>Divides a total in proportion to the greatest value of each part; the sum of these is at least the total.</summary>
    private static int[] Share(int total, int[] most)
    {
        var sum = most.Sum(m => (long)m);
        var parts = Array.ConvertAll(most, m => sum == 0 ? 0 : (int)(total * (long)m / sum));
        for (var (left, i) = (total - parts.Sum(), 0); left > 0; i = (i + 1) % parts.Length)
        {
            if (parts[i] == most[i])
                continue;
            parts[i]++;
            left--;
        }
        return parts;
    }

    private static Dictionary<string, FigureValue> Modes(FormDefinition definition, DeterministicRandom random)
    {
        var values = new Dictionary<string, FigureValue>(StringComparer.Ordinal);
        foreach (var row in definition.Sections[0].Rows)
        {
            var cases = random.Between(0, 24);
            var companies = random.Between(0, cases / 6);
            var people = cases - companies + random.Between(0, cases / 4);
            (values[$"{row.Code}.cases"], values[$"{row.Code}.companies"]) = (FigureValue.Of(cases), FigureValue.Of(companies));
            (values[$"{row.Code}.people"], values[$"{row.Code}.vulnerable"]) = (
                FigureValue.Of(people),
                FigureValue.Of(random.Between(0, people / 3))
            );
        }
        return values;
    }

    private static Dictionary<string, FigureValue> Standards(string unitCode, DeterministicRandom monthly)
    {
        var place = DeterministicRandom.For($"place {unitCode}");
        var street = unitCode.Length == TaijiangCodes.Houzhou.Length;
        var built = unitCode is not (TaijiangCodes.Yingzhou or TaijiangCodes.Aofeng);
        var good = built && !DemonstrationPoints.HasShortcoming(unitCode);
        var items = street ? 33 : place.Between(18, 28);
        var staff = street ? place.Between(8, 14) : place.Between(2, 5);
        var windows = street ? place.Between(5, 9) : place.Between(1, 3);
        return new Dictionary<string, decimal>(StringComparer.Ordinal)
        {
            ["floorArea"] = street ? place.Between(210, 420) : place.Between(62, 140),
            ["standardArea"] = street ? 200 : 60,
            ["windows"] = windows,
            ["windowsStaffed"] = windows,
            ["openingHours"] = 40,
            ["accessible"] = place.Chance(0.7) ? 1 : 0,
            ["items"] = items,
            ["guidesPaper"] = good ? items : items - place.Between(1, 3),
            ["guidesOnline"] = items - place.Between(0, 2),
            ["catchAll"] = good ? 0 : place.Between(1, 4),
            ["ledgerKept"] = good || place.Chance(0.5) ? 1 : 0,
            ["rulesPosted"] = 1,
            ["complaintChannel"] = 1,
            ["staff"] = staff,
            ["trained"] = monthly.Between(0, staff),
            ["compliant"] = good ? 1 : 0,
        }.ToDictionary(v => v.Key, v => FigureValue.Of(v.Value), StringComparer.Ordinal);
    }

    /// <summary>The city gives every district its own figures and the ranks of all.</summary>
    private static Dictionary<string, FigureValue> Ranking(FormDefinition definition, DateOnly month, DeterministicRandom random)
    {
        var values = new Dictionary<string, FigureValue>(StringComparer.Ordinal);
        var rows = definition.Sections[0].Rows;
        var others = Enumerable.Range(2, rows.Count - 1).OrderBy(_ => random.Share()).ToList();
        var next = 0;
        foreach (var row in rows)
        {
            foreach (var column in definition.Sections[0].Columns)
                values[FormCell.CodeOf(row, column)] = FigureValue.NotApplied;
            values[$"{row.Code}.rank"] = FigureValue.Of(row.Code == "taijiang" ? 1 : others[next++]);
        }
        (values["taijiang.handled"], values["taijiang.instant"]) = (
            FigureValue.Of(1_400 + (month.Month * 9)),
            FigureValue.Of(980 + (month.Month * 8))
        );
        (values["taijiang.overdue"], values["taijiang.satisfaction"]) = (FigureValue.Of(0), FigureValue.Of(99.4m));
        return values;
    }
}
