namespace Portal.Domain.Shared;

/// <summary>Texts separated by semicolons, as people type them: also the full-width one of Chinese input.</summary>
public static class SemicolonList
{
    /// <summary>The parts without blanks around them; empty ones are left out.</summary>
    public static string[] Parse(string text) =>
        text.Split([';', '；'], StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);

    /// <summary>The parts in one text, which <see cref="Parse"/> reads.</summary>
    public static string Join(IEnumerable<string> parts) => string.Join("; ", parts);
}
