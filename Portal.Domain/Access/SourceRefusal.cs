using System.Net;
using Portal.Domain.Access.Sources;
using Portal.Domain.Shared;

namespace Portal.Domain.Access;

/// <summary>The refusals about names of sources.</summary>
public static class SourceRefusal
{
    private static readonly Refusal.Texts s_texts = new(typeof(SourceRefusal));

    /// <summary>A name has 1 to <c>SourceName.Length</c> characters, on one line.</summary>
    public static Refusal NameIsInvalid { get; } = s_texts.Of("source.invalid", HttpStatusCode.UnprocessableEntity);

    /// <summary>A unit outside the actor's scope holds the name.</summary>
    public static Refusal HeldByOthers { get; } = s_texts.Of("source.held", HttpStatusCode.Conflict);

    /// <summary>Only the entry page gives the name.</summary>
    public static Refusal NameIsReserved { get; } = s_texts.Of("source.reserved", HttpStatusCode.UnprocessableEntity);

    /// <summary>Why a text cannot be the name of a source: invalid, or reserved for the entry page; null when it can.</summary>
    public static Refusal? OfName(string text) =>
        SourceName.Clean(text) is not { } name ? NameIsInvalid
        : SourceName.IsOfEntry(name) ? NameIsReserved
        : null;

    /// <summary>There is no such unit, or it is outside the actor's scope.</summary>
    public static Refusal UnitUnknown { get; } = s_texts.Of("source.unit", HttpStatusCode.NotFound);
}
