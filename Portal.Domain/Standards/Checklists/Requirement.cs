namespace Portal.Domain.Standards.Checklists;

/// <summary>One line of a checklist.</summary>
/// <param name="Code">Letters and digits, unique in the checklist: findings name it.</param>
/// <param name="Text">What is asked for.</param>
/// <param name="LeastArea">The least floor area in square metres, decided by the point's own; null for what an inspector decides.</param>
public sealed record Requirement(string Code, string Text, decimal? LeastArea = null);
