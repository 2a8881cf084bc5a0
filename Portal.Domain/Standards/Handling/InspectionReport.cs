using Portal.Domain.Access;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;
using Portal.Domain.Standards.Checklists;

namespace Portal.Domain.Standards.Handling;

/// <summary>What an inspector found at a service point.</summary>
/// <param name="Day">The day of the inspection, today or before.</param>
/// <param name="SeenStandard">The id of the standard whose checklist was asked.</param>
/// <param name="Missing">The codes of the requirements that are not met.</param>
/// <param name="Remark">Needed where something is missing.</param>
/// <param name="MendBy">The last day to make it good: needed where something is missing, and after <paramref name="Day"/>.</param>
public sealed record InspectionReport(DateOnly Day, int SeenStandard, IReadOnlyCollection<string> Missing, string? Remark, DateOnly? MendBy)
{
    /// <summary>The inspection as it is kept, or why it is refused.</summary>
    /// <param name="point">The point with its inspections.</param>
    /// <param name="standard">The standard in force on the day; null when there is none.</param>
    /// <param name="actor">The inspector.</param>
    /// <param name="now">The instant.</param>
    /// <param name="today">Its day.</param>
    internal Outcome<Inspection> ToInspection(
        ServicePoint point,
        ServiceStandard? standard,
        Actor actor,
        DateTimeOffset now,
        DateOnly today
    )
    {
        if (Day > today)
            return StandardRefusal.DayIsToCome;
        if (!point.IsOpenAt(Day))
            return StandardRefusal.PointIsNotOpen;
        if (standard is null)
            return StandardRefusal.NoStandard;
        if (standard.Id != SeenStandard)
            return StandardRefusal.StandardHasChanged;
        if (point.Inspections.Exists(i => i.InspectedOn == Day))
            return StandardRefusal.InspectedBefore;
        var known = standard.Requirements.Select(r => r.Code).ToList();
        if (Missing.Except(known, StringComparer.Ordinal).Any())
            return StandardRefusal.RequirementUnknown;
        List<string> missing = [.. known.Intersect(Missing.Concat(standard.MissingBySize(point)), StringComparer.Ordinal)];
        if (WrongTexts(missing.Count > 0) is { } wrong)
            return wrong;
        return new Inspection
        {
            ServicePointId = point.Id,
            InspectedOn = Day,
            Compliant = missing.Count == 0,
            Missing = missing.Count == 0 ? null : SemicolonList.Join(missing),
            Remark = string.IsNullOrWhiteSpace(Remark) ? null : Remark.Trim(),
            StandardId = standard.Id,
            MendBy = MendBy,
            By = actor.Name,
            At = now,
        };
    }

    private Refusal? WrongTexts(bool somethingIsMissing)
    {
        if (!somethingIsMissing)
            return MendBy is null ? StandardRefusal.OfTexts.OfRemark(Remark, Inspection.RemarkLength) : StandardRefusal.MendByIsNeedless;
        if (MendBy is { } mendBy && StandardDays.IsFar(mendBy, Day))
            return StandardRefusal.DayIsTooFar;
        return MendBy > Day ? StandardRefusal.OfTexts.OfNeeded(Remark, Inspection.RemarkLength) : StandardRefusal.MendByIsMissing;
    }
}
