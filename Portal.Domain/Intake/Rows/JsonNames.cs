namespace Portal.Domain.Intake.Rows;

/// <summary>Names as the contract spells them.</summary>
internal static class JsonNames
{
    public static string CamelCase(string name) => string.Concat(name[..1].ToLowerInvariant(), name[1..]);
}
