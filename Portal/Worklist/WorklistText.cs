namespace Portal.Worklist;

/// <summary>The texts of the list of tasks.</summary>
public sealed class WorklistText;
