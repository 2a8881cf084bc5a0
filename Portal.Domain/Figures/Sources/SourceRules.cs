using Portal.Domain.Records;

namespace Portal.Domain.Figures.Sources;

/// <summary>All rules at one moment. Immutable.</summary>
public sealed class SourceRules
{
    private readonly Dictionary<(int UnitId, RecordStream Stream), SourceRule[]> _rules;
    private readonly HashSet<RecordStream> _streams;

    public SourceRules(IEnumerable<SourceRule> rules)
    {
        All = [.. rules.OrderBy(r => r.UnitId).ThenBy(r => r.Stream).ThenBy(r => r.FromMonth)];
        _streams = [.. All.Select(r => r.Stream)];
        _rules = All.GroupBy(r => (r.UnitId, r.Stream)).ToDictionary(g => g.Key, g => g.ToArray());
    }

    public static SourceRules None { get; } = new([]);

    /// <summary>By unit, stream and month.</summary>
    public IReadOnlyList<SourceRule> All { get; }

    /// <summary>Whether any unit reports at all.</summary>
    public bool Any => All.Count > 0;

    /// <summary>Whether there is any rule of the stream.</summary>
    public bool AnyOf(RecordStream stream) => _streams.Contains(stream);

    /// <summary>Whether the unit has a rule of the stream.</summary>
    public bool Has(int unitId, RecordStream stream) => _rules.ContainsKey((unitId, stream));

    /// <summary>The one source of the unit's figures of the stream in the month of the day.</summary>
    public FigureSource At(int unitId, RecordStream stream, DateOnly day) =>
        Any && _rules.TryGetValue((unitId, stream), out var rules)
            ? Array.FindLast(rules, r => r.FromMonth <= day)?.Source ?? FigureSource.Records
            : FigureSource.Records;
}
