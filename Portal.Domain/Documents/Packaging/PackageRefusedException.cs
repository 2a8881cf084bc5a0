namespace Portal.Domain.Documents.Packaging;

/// <summary>A template that is refused unopened.</summary>
/// <param name="code">
/// Stable: <c>file.unreadable</c>, <c>file.tooLarge</c>, <c>file.excessive</c>, <c>file.outsideSheet</c>,
/// <c>file.tooSlow</c>, <c>file.macros</c>, <c>file.embedded</c>, <c>file.external</c>.
/// </param>
/// <param name="text">The forbidden content; empty for the file as a whole.</param>
/// <param name="place">The part of the file, and the place in it where reading stopped; empty for the file as a whole.</param>
public sealed class PackageRefusedException(string code, string text = "", string place = "") : Exception($"{code} {place}")
{
    public string Code { get; } = code;

    public string Text { get; } = text;

    public string Place { get; } = place;
}
