using System.Text.Json.Serialization;

namespace Portal.Metrics;

/// <summary>One metric of one row of an answer; <paramref name="Value"/> is unrounded, and null without a denominator.</summary>
/// <param name="Own">
/// True in an answer by unit for what the unit asked for holds itself, beside its children: it stands under the unit's own code, its name
/// says so, and it has no rank. Absent from every other row.
/// </param>
public sealed record MetricAnswer(
    string Unit,
    string UnitName,
    string Key,
    string Metric,
    decimal? Value,
    decimal? Numerator,
    decimal? Denominator,
    [property: JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)] bool? Own
);
