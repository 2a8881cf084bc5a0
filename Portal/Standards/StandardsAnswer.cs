using Portal.Domain.Organisation;
using Portal.Domain.Standards.Reading;

namespace Portal.Standards;

/// <summary>Service points and stationing in the API.</summary>
/// <param name="On">The day at which they are looked at.</param>
/// <param name="Kinds">By kind of point.</param>
/// <param name="Stationed">Units in the service centre, of those that must be.</param>
/// <param name="MustBeStationed">Units that must be.</param>
/// <param name="StationedRatio">0 to 1, unrounded; null when no unit must be.</param>
/// <param name="Points">In order of kind and code.</param>
/// <param name="Stationing">Units that are not stationed first.</param>
public sealed record StandardsAnswer(
    DateOnly On,
    IReadOnlyList<KindAnswer> Kinds,
    int Stationed,
    int MustBeStationed,
    decimal? StationedRatio,
    IReadOnlyList<PointAnswer> Points,
    IReadOnlyList<StationedAnswer> Stationing
)
{
    internal static StandardsAnswer Of(StandardsView view, PointKind? kind) =>
        new(
            view.On,
            [
                .. view
                    .Kinds.Where(k => kind is null || k.Kind == kind)
                    .Select(k => new KindAnswer(k.Kind, k.Points, k.Built, k.Compliant, k.Ratio)),
            ],
            view.Stationed,
            view.Stationing.Count,
            view.StationedRatio,
            [.. view.Points.Where(p => kind is null || p.Kind == kind).Select(PointAnswer.Of)],
            [.. view.Stationing.Select(u => new StationedAnswer(u.Code, u.Name, u.IsStationed, u.Since, u.Note?.Text))]
        );
}
