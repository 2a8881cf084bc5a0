using Portal.Domain.Records;

namespace Portal.Domain.Figures.Sources;

/// <summary>
/// 数据来源: whether a unit's figures of a stream come, from a month on, from records or from entered sheets. Without a rule: records.
/// </summary>
public sealed class SourceRule
{
    public int Id { get; set; }

    public int UnitId { get; set; }

    public RecordStream Stream { get; set; }

    /// <summary>The first day of the first month of the rule, which ends with the next one of the unit and stream.</summary>
    public DateOnly FromMonth { get; set; }

    public FigureSource Source { get; set; }
}

public enum FigureSource : byte
{
    /// <summary>Counted from records.</summary>
    Records = 1,

    /// <summary>Reported by the office: the month's approved figures.</summary>
    Reported = 2,
}

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
