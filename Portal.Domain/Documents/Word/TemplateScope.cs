using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Word;

/// <summary>The names known at one place of a template: those of the report, and those of the loops around it.</summary>
/// <param name="Outer">The scope around it; null for the report itself.</param>
/// <param name="Name">The name of the loop; empty for the report itself.</param>
/// <param name="Value">The text of a name; null when it is unknown.</param>
internal sealed record TemplateScope(TemplateScope? Outer, string Name, Func<string, string?> Value)
{
    /// <summary>The present section of the loop, if any.</summary>
    public ReportSection? Section { get; init; }

    /// <summary>The present row of the loop is a total.</summary>
    public bool IsTotal { get; init; }

    public bool IsWithin(string name) => Name == name || Outer?.IsWithin(name) == true;

    public ReportSection? NearestSection => Section ?? Outer?.NearestSection;

    /// <summary>The text of a name, from the innermost scope that has it.</summary>
    public string? Find(string name)
    {
        var own = Name.Length > 0 && name.StartsWith(Name + ".", StringComparison.Ordinal) ? name[(Name.Length + 1)..] : name;
        return Value(own) ?? Outer?.Find(name);
    }

    public static TemplateScope Of(ReportDocument document) =>
        new(
            Outer: null,
            "",
            name =>
                document.Fields.GetValueOrDefault(name)
                ?? name switch
                {
                    "title" => document.Title,
                    "period" => document.Period,
                    "issuer" => document.Issuer,
                    "state" => document.State,
                    _ => null,
                }
        );
}
