using System.Globalization;
using Portal.Domain.Figures.Sheets;

namespace Portal.Domain.Figures.Templates;

/// <summary>A hidden cell of the template that identifies its sheet and the state in which it was downloaded.</summary>
/// <param name="Version">The form's version: another version has other questions.</param>
/// <param name="Revision">The sheet's at the download: values saved since are not overwritten unseen.</param>
internal sealed record TemplateKey(string Form, string Unit, string Month, int Version, long Revision)
{
    private const string Mark = "figures";

    public static TemplateKey Of(SheetView view) =>
        new(
            view.Key.Form,
            view.Key.Unit,
            view.Key.Month.ToString("yyyy-MM", CultureInfo.InvariantCulture),
            view.Form.At(view.Key.Month).Id,
            view.Revision
        );

    public override string ToString() => string.Create(CultureInfo.InvariantCulture, $"{Mark} {Form} {Unit} {Month} {Version} {Revision}");

    /// <summary>Null when the text is no key.</summary>
    public static TemplateKey? Read(string text)
    {
        var parts = text.Split(' ', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
        return
            parts is [Mark, var form, var unit, var month, var version, var revision]
            && int.TryParse(version, CultureInfo.InvariantCulture, out var versionId)
            && long.TryParse(revision, CultureInfo.InvariantCulture, out var seen)
            ? new(form, unit, month, versionId, seen)
            : null;
    }
}
