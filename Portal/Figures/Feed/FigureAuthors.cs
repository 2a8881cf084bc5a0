using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Figures.Sheets;

namespace Portal.Figures.Feed;

/// <summary>Turns whoever is at the page, or behind a key, into an author of figures.</summary>
public static class FigureAuthors
{
    /// <summary>What the actor may do with figures, within its scope.</summary>
    public static FigureAuthor ToFigureAuthor(this Actor actor) =>
        new(actor.Name, actor.Scope, actor.May(Permissions.FiguresWrite), actor.May(Permissions.FiguresApprove));

    /// <summary>The author as of now: rights may have changed since the page was opened.</summary>
    public static async ValueTask<FigureAuthor> GetAuthorAsync(this CurrentActor actors) => (await actors.GetAsync()).ToFigureAuthor();
}
