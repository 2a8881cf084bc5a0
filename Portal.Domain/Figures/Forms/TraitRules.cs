using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Forms;

/// <summary>Whether a value may stand in a cell at all, whatever stands beside it.</summary>
public static class TraitRules
{
    /// <returns>Null when it may; else <c>value.tooManyDecimals</c> or <c>value.notApplicableNotAllowed</c>.</returns>
    public static string? Problem(IndicatorTraits traits, FigureValue value)
    {
        if (value.NotApplicable)
            return traits.MayNotApply ? null : "value.notApplicableNotAllowed";
        return value.Number is { } number && number.Scale > traits.Decimals ? "value.tooManyDecimals" : null;
    }

    /// <summary>Reads what was typed into a cell.</summary>
    /// <returns>Null when <paramref name="value"/> may stand there; else the code of what is wrong.</returns>
    public static string? TryRead(IndicatorTraits traits, string? text, out FigureValue value) =>
        FigureValue.TryRead(text, out value) ?? Problem(traits, value);

    /// <summary>The sentence of a code, in the reader's language.</summary>
    /// <param name="text">What was typed.</param>
    public static string Message(string code, IndicatorTraits traits, string? text) =>
        FormTexts.Say(code == "value.tooManyDecimals" && traits.Decimals == 0 ? "value.notWhole" : code, text ?? "", traits.Decimals);
}
