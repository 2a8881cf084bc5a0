using System.Text.Json;
using Portal.Domain.Organisation;
using Portal.Domain.Shared;

namespace Portal.Domain.Standards.Checklists;

/// <summary>
/// One version of the standard for a kind of service point: what each point of that kind has to have. Versions are only added; the one in
/// force on a day is the one written last of those that have begun: one that is to come is replaced by writing another.
/// </summary>
public sealed class ServiceStandard : IFrozen
{
    /// <summary>The longest <see cref="Basis"/>, in characters.</summary>
    public const int BasisLength = 500;

    /// <summary>The longest list of requirements, in characters of its stored form.</summary>
    public const int StoredLength = 20_000;

    public int Id { get; set; }

    public PointKind Kind { get; set; }

    /// <summary>From 1 on, for each kind.</summary>
    public int Number { get; set; }

    /// <summary>The first day in force.</summary>
    public DateOnly ValidFrom { get; set; }

    /// <summary>The document that lays it down; null when none is named.</summary>
    public string? Basis { get; set; }

    /// <summary>The requirements as JSON.</summary>
    public required string Stored { get; set; }

    /// <summary>The sign-in name of the author.</summary>
    public required string WrittenBy { get; set; }

    public DateTimeOffset WrittenAt { get; set; }

    /// <summary>In the order of the checklist; never empty.</summary>
    public IReadOnlyList<Requirement> Requirements => JsonSerializer.Deserialize<List<Requirement>>(Stored)!;

    /// <summary>Makes a version.</summary>
    public static ServiceStandard Of(
        PointKind kind,
        int number,
        DateOnly validFrom,
        StandardDraft draft,
        string author,
        DateTimeOffset now
    ) =>
        new()
        {
            Kind = kind,
            Number = number,
            ValidFrom = validFrom,
            Basis = string.IsNullOrWhiteSpace(draft.Basis) ? null : draft.Basis.Trim(),
            Stored = JsonSerializer.Serialize(draft.Requirements),
            WrittenBy = author,
            WrittenAt = now,
        };

    /// <summary>The version of the kind in force on the day; null when there is none.</summary>
    public static ServiceStandard? InForce(IEnumerable<ServiceStandard> standards, PointKind kind, DateOnly day) =>
        standards.Where(s => s.Kind == kind && s.ValidFrom <= day).MaxBy(s => s.Number);

    /// <summary>
    /// The codes of the requirements that the point does not meet whatever an inspector says: its floor area is below the least one, or is
    /// not known.
    /// </summary>
    public IEnumerable<string> MissingBySize(ServicePoint point) =>
        Requirements.Where(r => r.LeastArea is { } least && !(point.FloorArea >= least)).Select(r => r.Code);
}
