namespace Portal.Domain.Figures.Templates;

internal enum TemplateCellKind
{
    Number,
    Text,

    /// <summary>A truth value, an error such as <c>#DIV/0!</c>, or a date: no entered number.</summary>
    Other,
    Formula,
}
