namespace Portal.Domain.Data;

/// <summary>Where the portal keeps its data: <c>Portal:Database</c> and <c>ConnectionStrings:Portal</c>.</summary>
public sealed record DatabaseOptions(DatabaseKind Kind, string ConnectionString);

public enum DatabaseKind
{
    /// <summary>One file beside the process.</summary>
    Sqlite,

    /// <summary>A server that many processes share.</summary>
    Postgres,
}
