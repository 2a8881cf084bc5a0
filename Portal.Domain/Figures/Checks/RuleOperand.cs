using Portal.Domain.Figures.Values;

namespace Portal.Domain.Figures.Checks;

/// <summary>
/// The value of a term: a number, nothing because a cell is not filled in yet, or nothing because it does not apply.
/// </summary>
internal readonly record struct RuleOperand
{
    private RuleOperand(decimal number, bool isMissing, bool notApplicable) =>
        (Number, IsMissing, NotApplicable) = (number, isMissing, notApplicable);

    public static RuleOperand Missing { get; } = new(0, isMissing: true, notApplicable: false);

    public static RuleOperand NotApplied { get; } = new(0, isMissing: false, notApplicable: true);

    public decimal Number { get; }

    public bool IsMissing { get; }

    public bool NotApplicable { get; }

    public bool IsNumber => !IsMissing && !NotApplicable;

    public static RuleOperand Of(decimal number) => new(number, isMissing: false, notApplicable: false);

    public static RuleOperand Of(FigureValue value) =>
        value.NotApplicable ? NotApplied
        : value.Number is { } number ? Of(number)
        : Missing;

    /// <summary>A sum leaves out an operand that does not apply; a missing operand makes the sum missing.</summary>
    public static RuleOperand Add(RuleOperand left, RuleOperand right)
    {
        if (left.IsMissing || right.IsMissing)
            return Missing;
        if (right.NotApplicable)
            return left;
        return left.NotApplicable ? right : Of(left.Number + right.Number);
    }

    public static RuleOperand Subtract(RuleOperand left, RuleOperand right)
    {
        if (left.IsMissing || right.IsMissing)
            return Missing;
        return left.NotApplicable || right.NotApplicable ? left : Of(left.Number - right.Number);
    }

    public static RuleOperand Multiply(RuleOperand left, RuleOperand right)
    {
        if (left.IsMissing || right.IsMissing)
            return Missing;
        return left.NotApplicable || right.NotApplicable ? NotApplied : Of(left.Number * right.Number);
    }
}
