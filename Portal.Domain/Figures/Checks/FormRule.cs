namespace Portal.Domain.Figures.Checks;

/// <summary>A check's rule, parsed: a chain of comparisons, or a cell that must be filled in; either only under a condition.</summary>
public abstract record FormRule
{
    /// <summary>The rule holds only where this comparison does; null for always.</summary>
    public ChainRule? When { get; init; }

    /// <summary>Every name in it, in order of text.</summary>
    public abstract IEnumerable<RuleName> Names { get; }
}

/// <summary><c>a &lt;= b &lt;= c</c>: each operand is compared with the next.</summary>
/// <param name="Operands">At least two.</param>
/// <param name="Comparisons">One fewer than operands.</param>
public sealed record ChainRule(IReadOnlyList<RuleTerm> Operands, IReadOnlyList<RuleComparison> Comparisons) : FormRule
{
    public override IEnumerable<RuleName> Names => Operands.SelectMany(o => o.Names).Concat(When?.Names ?? []);
}

/// <summary><c>required(a)</c>.</summary>
public sealed record RequiredRule(RuleName Cell) : FormRule
{
    public override IEnumerable<RuleName> Names => [Cell, .. When?.Names ?? []];
}

public enum RuleComparison
{
    AtMost,
    Less,
    Equal,
    NotEqual,
    AtLeast,
    More,
}

/// <summary>A term with a number as its value.</summary>
public abstract record RuleTerm
{
    public abstract IEnumerable<RuleName> Names { get; }
}

public sealed record NumberTerm(decimal Number) : RuleTerm
{
    public override IEnumerable<RuleName> Names => [];
}

/// <summary>A cell, or a column in a rule that applies to each row.</summary>
public sealed record NameTerm(RuleName Name) : RuleTerm
{
    public override IEnumerable<RuleName> Names => [Name];
}

/// <summary><c>sum(section.column)</c> or <c>sum(a, b)</c>.</summary>
public sealed record SumTerm(IReadOnlyList<RuleName> Parts) : RuleTerm
{
    public override IEnumerable<RuleName> Names => Parts;
}

/// <param name="Sign"><c>+</c>, <c>-</c> or <c>*</c>.</param>
public sealed record PairTerm(RuleTerm Left, char Sign, RuleTerm Right) : RuleTerm
{
    public override IEnumerable<RuleName> Names => Left.Names.Concat(Right.Names);
}

/// <param name="Code">As written.</param>
/// <param name="Position">Where it begins in the rule's text, from 0.</param>
/// <param name="InSum">The name is a part of a sum, where it may also be a whole column of a table.</param>
public sealed record RuleName(string Code, int Position, bool InSum = false);
