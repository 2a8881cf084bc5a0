using Microsoft.Extensions.Localization;
using Portal.Domain.Intake.Reference;
using Portal.Domain.Intake.Rows;

namespace Portal.Intake.Reference;

/// <summary>What becomes of one row, or why it is refused.</summary>
/// <param name="Line">0 for a day that no row names.</param>
/// <param name="State">The name of an <see cref="EffectKind"/>, or Refused.</param>
/// <param name="Code">The unit's or item's code, or the day.</param>
/// <param name="Name">The name, or the holiday.</param>
/// <param name="Details">What changes, or the reason.</param>
public sealed record OutcomeLine(long Line, string State, string Code, string Name, string Details)
{
    public const string Refused = "Refused";

    public bool IsRefused => State == Refused;

    /// <summary>All lines of a result, in the order of the file.</summary>
    public static IReadOnlyList<OutcomeLine> Of(ReferenceImportResult result, ReferenceKind kind, IStringLocalizer text) =>
        [
            .. result
                .Errors.Select(e => new OutcomeLine(e.Line, Refused, e.Value ?? "", "", Describe(e, result, kind, text)))
                .Concat(result.Effects.Select(e => new OutcomeLine(e.Line, e.Kind.ToString(), e.Code, e.Name, Describe(e, kind, text))))
                .OrderBy(line => line.Line),
        ];

    /// <summary>The reason, behind the column and the heading that it has in the file.</summary>
    public static string Describe(RowError error, ReferenceImportResult result, ReferenceKind kind, IStringLocalizer text)
    {
        if (error.Field.Length == 0)
            return error.Message;
        var label = LabelOf(error.Field, kind);
        var place =
            result.Headings.TryGetValue(error.Field, out var heading) && heading != label ? text["column", label, heading].Value : label;
        return text["reason", place, error.Message];
    }

    private static string Describe(ReferenceEffect effect, ReferenceKind kind, IStringLocalizer text) =>
        string.Join(
            "; ",
            effect.Changes.Select(c => text["from", LabelOf(c.Column, kind), Shown(c.Before, text), Shown(c.After, text)].Value)
        );

    private static string Shown(string value, IStringLocalizer text) => value.Length == 0 ? text["blank"] : value;

    private static string LabelOf(string column, ReferenceKind kind)
    {
        var columns = ReferenceColumns.Of(kind);
        return columns.Find(column) is >= 0 and var at ? columns.All[at].LocalName : column;
    }
}
