namespace Portal.Domain.Documents.Packaging;

/// <summary>A template that is not opened.</summary>
/// <param name="code">Stable: <c>file.unreadable</c>, <c>file.tooLarge</c>, <c>file.macros</c>, <c>file.embedded</c>, <c>file.external</c>.</param>
/// <param name="text">What in it is meant; empty for the file as a whole.</param>
public sealed class PackageRefusedException(string code, string text = "") : Exception(code)
{
    public string Code { get; } = code;

    public string Text { get; } = text;
}
