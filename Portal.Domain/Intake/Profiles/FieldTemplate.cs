namespace Portal.Domain.Intake.Profiles;

/// <summary>Splits a template such as <c>{department}/{service}</c> into its parts.</summary>
internal static class FieldTemplate
{
    /// <summary>Literal texts, each with the column that follows it; the last may have no column. Null when braces do not match.</summary>
    public static IReadOnlyList<(string Text, string? Column)>? TryParts(string template)
    {
        var parts = new List<(string, string?)>();
        var rest = template;
        while (rest.IndexOf('{', StringComparison.Ordinal) is var open && open >= 0)
        {
            var close = rest.IndexOf('}', open);
            if (close < open + 2 || rest[..open].Contains('}', StringComparison.Ordinal))
                return null;
            parts.Add((rest[..open], rest[(open + 1)..close].Trim()));
            rest = rest[(close + 1)..];
        }
        if (rest.Contains('}', StringComparison.Ordinal))
            return null;
        if (rest.Length > 0)
            parts.Add((rest, null));
        return parts;
    }

    public static IReadOnlyList<(string Text, string? Column)> Parts(string template) =>
        TryParts(template) ?? throw new FormatException(template);
}
