namespace Portal.Domain.Documents.Packaging;

/// <summary>The reading of a file took more work than its budget allows.</summary>
internal sealed class ReadBudgetSpentException(TimeSpan most) : Exception($"Reading took longer than {most.TotalSeconds:0} s.")
{
    /// <summary>The budget in whole seconds, for messages.</summary>
    public int Seconds { get; } = (int)most.TotalSeconds;
}
