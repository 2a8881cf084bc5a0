using Portal.Domain.Catalogue;

namespace Portal.Catalogue;

/// <summary>An item on a day, with the columns of the file that <c>import items</c> takes.</summary>
public sealed record ItemAnswer(
    string Code,
    string Name,
    ItemKind Kind,
    string? UnitCode,
    int? StatutoryLimit,
    int? PromisedLimit,
    LimitUnit LimitUnit,
    bool Instant,
    string? Process,
    DateOnly? ValidFrom,
    DateOnly? ValidTo
);
