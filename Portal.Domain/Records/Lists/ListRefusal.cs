using System.Net;
using Portal.Domain.Shared;

namespace Portal.Domain.Records.Lists;

/// <summary>The refusals about saved views.</summary>
public static class ListRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(ListRefusal));

    /// <summary>A name has 1 to <see cref="SavedView.NameLength"/> characters.</summary>
    public static Refusal NameIsInvalid { get; } = s_texts.Of("view.name", HttpStatusCode.UnprocessableEntity);

    /// <summary>The address is longer than <see cref="SavedView.QueryLength"/> characters.</summary>
    public static Refusal QueryIsTooLong { get; } = s_texts.Of("view.query", HttpStatusCode.UnprocessableEntity);

    /// <summary>The actor has <see cref="SavedViews.MostOfPerson"/> views already.</summary>
    public static Refusal TooManyViews { get; } = s_texts.Of("view.tooMany", HttpStatusCode.Conflict);
}
