namespace Portal.Domain.Intake.Profiles;

/// <summary>An invalid profile.</summary>
/// <param name="reasons">One sentence for each error.</param>
public sealed class ProfileException(IReadOnlyList<string> reasons) : Exception(string.Join(Environment.NewLine, reasons))
{
    public IReadOnlyList<string> Reasons { get; } = reasons;
}
