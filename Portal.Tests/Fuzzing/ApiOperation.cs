using System.Text.Json;

namespace Portal.Tests.Fuzzing;

/// <summary>An operation of the API as its OpenAPI document describes it, or the address of a page.</summary>
/// <param name="Path">With parameters in braces.</param>
/// <param name="Query">The names of its query parameters.</param>
/// <param name="Body">Whether it takes a body.</param>
internal sealed record ApiOperation(HttpMethod Method, string Path, IReadOnlyList<string> Query, bool Body)
{
    public static IReadOnlyList<ApiOperation> Read(string document)
    {
        using var json = JsonDocument.Parse(document);
        return
        [
            .. from path in json.RootElement.GetProperty("paths").EnumerateObject()
            from operation in path.Value.EnumerateObject()
            select new ApiOperation(
                new HttpMethod(operation.Name.ToUpperInvariant()),
                path.Name,
                [.. QueryOf(operation.Value)],
                operation.Value.TryGetProperty("requestBody", out _)
            ),
        ];
    }

    private static IEnumerable<string> QueryOf(JsonElement operation) =>
        operation.TryGetProperty("parameters", out var parameters)
            ? parameters
                .EnumerateArray()
                .Where(p => p.GetProperty("in").GetString() == "query")
                .Select(p => p.GetProperty("name").GetString()!)
            : [];
}
