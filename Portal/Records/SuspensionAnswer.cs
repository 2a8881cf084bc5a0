using Portal.Domain.Records;

namespace Portal.Records;

/// <summary>A suspension: days that do not count, both ends inclusive.</summary>
public sealed record SuspensionAnswer(DateOnly From, DateOnly To, string? Reason)
{
    internal static IReadOnlyList<SuspensionAnswer> Of(string? text) =>
        Suspensions.TryParse(text, out var parsed) ? [.. parsed.Select(s => new SuspensionAnswer(s.From, s.To, s.Reason))] : [];
}
