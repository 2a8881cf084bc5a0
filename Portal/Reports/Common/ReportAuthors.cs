using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Reports.Monthly.Inputs;

namespace Portal.Reports.Common;

/// <summary>Turns whoever is at the page, or behind a key, into an author of reports.</summary>
public static class ReportAuthors
{
    /// <summary>What the actor may do with reports, within its scope.</summary>
    public static ReportAuthor ToReportAuthor(this Actor actor) => new(actor.Name, actor.Scope, actor.May(Permissions.ReportsWrite));

    /// <summary>The author as of now: rights may have changed since the page was opened.</summary>
    public static async ValueTask<ReportAuthor> GetReportAuthorAsync(this CurrentActor actors) =>
        (await actors.GetAsync()).ToReportAuthor();
}
