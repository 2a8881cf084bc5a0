namespace Portal.Domain.Shared;

/// <summary>Refuses texts that users write into a workflow; none is cut off.</summary>
/// <param name="Missing">The text is needed and blank.</param>
/// <param name="TooLong">It has more characters than are kept.</param>
/// <param name="Unprintable">It cannot be stored and read as written, see <see cref="RecordText.IsReadable"/>.</param>
internal sealed record TextRefusals(Refusal Missing, Refusal TooLong, Refusal Unprintable)
{
    /// <summary>Why a text that is needed is refused; null when it is not.</summary>
    /// <param name="text">The text; blanks around it are not kept.</param>
    /// <param name="longest">The most characters that are kept.</param>
    public Refusal? OfNeeded(string? text, int longest) => string.IsNullOrWhiteSpace(text) ? Missing : OfRemark(text, longest);

    /// <summary>Why a text that may be blank is refused; null when it is not.</summary>
    /// <inheritdoc cref="OfNeeded"/>
    public Refusal? OfRemark(string? text, int longest) =>
        text is null ? null
        : text.Trim().Length > longest ? TooLong
        : !RecordText.IsReadable(text) ? Unprintable
        : null;
}
