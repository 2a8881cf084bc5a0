using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Forms;

/// <summary>Checks a value of a cell by itself, without regard to other cells.</summary>
public static class TraitRules
{
    /// <returns>Null when the cell accepts it; else <c>value.tooManyDecimals</c> or <c>value.notApplicableNotAllowed</c>.</returns>
    public static string? Problem(IndicatorTraits traits, FigureValue value)
    {
        if (value.NotApplicable)
            return traits.MayNotApply ? null : "value.notApplicableNotAllowed";
        return value.Number is { } number && number.Scale > traits.Decimals ? "value.tooManyDecimals" : null;
    }

    /// <summary>Parses the text typed into a cell.</summary>
    /// <returns>Null when the cell accepts <paramref name="value"/>; else the code of the problem.</returns>
    public static string? TryRead(IndicatorTraits traits, string? text, out FigureValue value) =>
        FigureValue.TryRead(text, out value) ?? Problem(traits, value);

    /// <summary>The sentence of a code, in the reader's language.</summary>
    /// <param name="text">The text typed.</param>
    public static string Message(string code, IndicatorTraits traits, string? text) =>
        FormTexts.Say(code == "value.tooManyDecimals" && traits.Decimals == 0 ? "value.notWhole" : code, text ?? "", traits.Decimals);
}
