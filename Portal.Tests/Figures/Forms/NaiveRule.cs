using CsCheck;

namespace Portal.Tests.Figures.Forms;

/// <summary>
/// Random rules together with their meaning, to compare with the parsed text. A value is a number, “n/a”, or null while missing.
/// </summary>
internal sealed record NaiveRule(string Text, Func<Dictionary<string, object?>, bool> IsBroken)
{
    private const string NotApplicable = "n/a";

    private static readonly string[] s_required = ["accepted", "onTheSpot", "closed"];
    private static readonly string[] s_cells = [.. s_required, "overdue", "reasons"];

    public static Gen<Dictionary<string, object?>> Sheets { get; } =
        Gen.OneOf(
                Gen.Int[0, 4].Select(n => (object?)(decimal)n),
                Gen.Const((object?)NotApplicable),
                Gen.Const((object?)null),
                Gen.Int[0, 4].Select(n => (object?)(decimal)n)
            )
            .Array[s_cells.Length]
            .Select(values => s_cells.Zip(values).ToDictionary(c => c.First, c => c.Second, StringComparer.Ordinal));

    private static readonly Gen<Term> s_name = Any(s_cells).Select(c => new Term(c, sheet => sheet[c]));

    private static readonly Gen<Term> s_sums = Any(s_cells)
        .Array[1, 4]
        .Select(cells => new Term(
            $"sum({string.Join(", ", cells)})",
            sheet => cells.Select(c => sheet[c] ?? (s_required.Contains(c) ? null : NotApplicable)).Aggregate((object?)NotApplicable, Plus)
        ));

    private static readonly Gen<Term> s_terms = Gen.Recursive<Term>(
        (depth, inner) =>
            depth > 2
                ? s_name
                : Gen.OneOf(
                    s_name,
                    s_name,
                    Gen.Int[0, 5].Select(n => new Term(n.ToString(System.Globalization.CultureInfo.InvariantCulture), _ => (decimal)n)),
                    s_sums,
                    Pairs(inner)
                )
    );

    public static Gen<NaiveRule> Chains { get; } =
        Gen.Select(s_terms, Any("<=", "<", "=", "!=", ">=", ">"), s_terms, Any("<=", "=", ">"), s_terms, Gen.Bool)
            .Where(
                (a, _, b, _, c, _) =>
                    (a.Text + b.Text + c.Text).Any(char.IsLetter) && a.Text.Any(char.IsLetter) && b.Text.Any(char.IsLetter)
            )
            .Select(
                (a, first, b, second, c, both) =>
                    both
                        ? new NaiveRule(
                            $"{a.Text} {first} {b.Text}{second}{c.Text}",
                            sheet => Broken(a, first, b, sheet) || Broken(b, second, c, sheet)
                        )
                        : new NaiveRule($"{a.Text}{first}{b.Text}", sheet => Broken(a, first, b, sheet))
            );

    private static Gen<T> Any<T>(params T[] values) => Gen.Int[0, values.Length - 1].Select(i => values[i]);

    private static Gen<Term> Pairs(Gen<Term> inner) =>
        Gen.Select(inner, Any('+', '-', '*'), inner)
            .Select(
                (a, sign, b) =>
                    new Term(
                        $"({a.Text} {sign} {b.Text})",
                        sheet =>
                            sign switch
                            {
                                '+' => Plus(a.Of(sheet), b.Of(sheet)),
                                '-' => Minus(a.Of(sheet), b.Of(sheet)),
                                _ => Times(a.Of(sheet), b.Of(sheet)),
                            }
                    )
            );

    private static object? Plus(object? a, object? b) =>
        (a, b) switch
        {
            (null, _) or (_, null) => null,
            (decimal x, decimal y) => x + y,
            (decimal x, _) => x,
            (_, var y) => y,
        };

    private static object? Minus(object? a, object? b) =>
        (a, b) switch
        {
            (null, _) or (_, null) => null,
            (decimal x, decimal y) => x - y,
            (decimal x, _) => x,
            _ => NotApplicable,
        };

    private static object? Times(object? a, object? b) =>
        a is null || b is null ? null
        : a is decimal x && b is decimal y ? x * y
        : NotApplicable;

    private static bool Broken(Term a, string comparison, Term b, Dictionary<string, object?> sheet) =>
        a.Of(sheet) is decimal x
        && b.Of(sheet) is decimal y
        && !(
            comparison switch
            {
                "<=" => x <= y,
                "<" => x < y,
                "=" => x == y,
                "!=" => x != y,
                ">=" => x >= y,
                _ => x > y,
            }
        );

    internal sealed record Term(string Text, Func<Dictionary<string, object?>, object?> Of);
}
