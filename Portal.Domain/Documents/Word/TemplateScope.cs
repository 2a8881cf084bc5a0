using Portal.Domain.Documents.Content;

namespace Portal.Domain.Documents.Word;

/// <summary>Which names mean what, at one place of a template: those of the report, and those of what repeats around it.</summary>
/// <param name="Outer">What repeats around that; null for the report itself.</param>
/// <param name="Name">What repeats; empty for the report itself.</param>
/// <param name="Value">The text of a name; null when it is unknown.</param>
internal sealed record TemplateScope(TemplateScope? Outer, string Name, Func<string, string?> Value)
{
    /// <summary>The section that is repeated for, if any.</summary>
    public ReportSection? Section { get; init; }

    /// <summary>The row that is repeated for adds up the others.</summary>
    public bool IsTotal { get; init; }

    public bool IsWithin(string name) => Name == name || Outer?.IsWithin(name) == true;

    public ReportSection? NearestSection => Section ?? Outer?.NearestSection;

    /// <summary>What a name means here: the innermost that knows it says so.</summary>
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
