using Portal.Domain.Catalogue;
using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Figures.Forms;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Demonstration.Province;

/// <summary>Draws the status of each sheet of a province; the same in every run.</summary>
internal sealed class ProvinceSheetGenerator(ReferenceData reference, DistrictTime time, DateOnly month)
{
    /// <summary>Null for a sheet that was not started.</summary>
    public ProvinceSheet? Of(FormInUse form, Unit unit)
    {
        var random = DeterministicRandom.For($"province {form.Code} {unit.Code}");
        var share = random.Share();
        if (share >= 0.95)
            return null;
        var approvers = Approvers(unit.Id);
        // Submissions must not be in the future.
        var latest = time.DayOf(time.Now).DayNumber - month.AddMonths(1).DayNumber;
        var submitted = time.FromLocal(
            month
                .AddMonths(1)
                .AddDays(random.Between(0, Math.Clamp(latest - 1, 0, 9)))
                .ToDateTime(new TimeOnly(8 + random.Between(0, 8), random.Between(0, 59)))
        );
        var sheet = new ProvinceSheet(form, unit, month, reference.Units.NameAt(unit.Id, month));
        if (share < 0.87)
            sheet.Submit(
                submitted,
                approvers,
                share < 0.5 ? approvers.Count : random.Between(0, approvers.Count - 1),
                id => reference.Units.NameAt(id, month)
            );
        return sheet;
    }

    private List<int> Approvers(int unitId)
    {
        var units = reference.Units;
        var above = units.SelfAndAbove(unitId, month).Skip(1).ToList();
        return above.Count == 0 ? [unitId] : [.. above.Take(above.FindIndex(id => units.VersionAt(id, month).Kind.IsGovernment()) + 1)];
    }
}
