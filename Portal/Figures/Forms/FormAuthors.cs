using Portal.Access;
using Portal.Domain.Access;
using Portal.Domain.Figures.Editing;

namespace Portal.Figures.Forms;

/// <summary>Turns whoever is at the page into an author of forms.</summary>
public static class FormAuthors
{
    /// <summary>The author as of now: rights may have changed since the page was opened.</summary>
    public static async ValueTask<FormAuthor> GetFormAuthorAsync(this CurrentActor actors)
    {
        var actor = await actors.GetAsync();
        return new(actor.Name, actor.Scope, actor.May(Permissions.FormsManage));
    }
}
