using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Records;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>A case at the moment somebody brings it, before it is known how long it will take.</summary>
internal readonly record struct CaseDraft(
    DateOnly Day,
    TimeOnly Time,
    string UnitCode,
    CatalogueEntry Entry,
    Channel Channel,
    ServiceMode? Mode
)
{
    /// <summary>Somebody is there to work on it right away.</summary>
    public bool IsAttended => Channel != Channel.Online || OfficeHours.AreOpen(Time);

    /// <summary>The promise that holds for it; null when nothing is promised.</summary>
    public int? Promised => Entry.PromisedIn(Day.Year);
}
