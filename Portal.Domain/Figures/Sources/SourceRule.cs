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
