namespace Portal.Domain.Intake.Rows;

/// <summary>Converts .NET names to the contract's JSON names.</summary>
internal static class JsonNames
{
    public static string CamelCase(string name) => string.Concat(name[..1].ToLowerInvariant(), name[1..]);
}
