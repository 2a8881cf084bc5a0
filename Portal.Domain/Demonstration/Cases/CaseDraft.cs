using Portal.Domain.Demonstration.Sampling;
using Portal.Domain.Demonstration.World;
using Portal.Domain.Records;

namespace Portal.Domain.Demonstration.Cases;

/// <summary>A case at its acceptance, before its end is drawn.</summary>
internal readonly record struct CaseDraft(
    DateOnly Day,
    TimeOnly Time,
    string UnitCode,
    CatalogueEntry Entry,
    Channel Channel,
    ServiceMode? Mode
)
{
    /// <summary>Whether a clerk can start work at once: online cases need open office hours.</summary>
    public bool IsAttended => Channel != Channel.Online || OfficeHours.IsOpen(Time);

    /// <summary>The promised limit in force, in the item's limit unit; null when nothing is promised.</summary>
    public int? Promised => Entry.PromisedIn(Day.Year);
}
