using System.Runtime.CompilerServices;
using Portal.Domain.Figures.Forms;

namespace Portal.Domain.Figures.Checks;

/// <summary>A form's checks with their rules parsed, once for all sheets of the form.</summary>
internal sealed class CompiledChecks
{
    private static readonly ConditionalWeakTable<FormDefinition, CompiledChecks> s_known = [];

    private CompiledChecks(FormDefinition definition) =>
        All = [
            .. definition
                .Checks.Select(c => (Check: c, RuleParser.Read(c.Rule).Rule))
                .Where(c => c.Rule is not null)
                .Select(c => (c.Check, c.Rule!)),
        ];

    /// <summary>Checks with an unreadable rule are left out: a form that has them is never saved.</summary>
    public IReadOnlyList<(FormCheck Check, FormRule Rule)> All { get; }

    public static CompiledChecks Of(FormDefinition definition) => s_known.GetValue(definition, static d => new CompiledChecks(d));
}
