using System.Text.RegularExpressions;

namespace Portal.Tests.Support.Circuits;

/// <summary>The root components and the state that a page contains for its circuit.</summary>
/// <param name="Components">The JSON of each component's comment in the page.</param>
/// <param name="State">Empty when the page has none.</param>
internal sealed partial record PageMarkers(IReadOnlyList<string> Components, string State)
{
    public static PageMarkers Of(string page) =>
        new(
            [
                .. Component()
                    .Matches(page)
                    .Select(m => m.Groups["marker"].Value)
                    .Where(m => m.Contains("\"descriptor\"", StringComparison.Ordinal)),
            ],
            Persisted().Match(page).Groups["state"].Value
        );

    /// <summary>The message by which a browser asks for the components.</summary>
    public string Operations()
    {
        var added = Components.Select((marker, i) => $$"""{"type":"add","ssrComponentId":{{i + 1}},"marker":{{marker}}}""");
        return $$"""{"batchId":1,"operations":[{{string.Join(',', added)}}]}""";
    }

    [GeneratedRegex("<!--Blazor:(?<marker>{.*?})-->", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Component();

    [GeneratedRegex("<!--Blazor-Server-Component-State:(?<state>[a-zA-Z0-9+/=]+)-->", RegexOptions.ExplicitCapture, 1_000)]
    private static partial Regex Persisted();
}
